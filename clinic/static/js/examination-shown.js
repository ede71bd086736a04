// What is said on the examination's page after a save: beside each box, in the results, in the margins.

export function note(form, path, ...what) {
  const spot = form.querySelector(`[data-path="${CSS.escape(path)}"]`);
  spot?.querySelector(".exam__said")?.replaceChildren(...what);
  return spot;
}

export function line(text, kind) {
  const words = document.createElement("span");
  words.className = kind;
  words.textContent = text;
  return words;
}

function mark(spot, bad) {
  for (const control of spot.querySelectorAll("input:not([type=radio]), select, textarea"))
    if (bad) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
}

/* A refusal that concerns a whole field of several boxes, such as shares that don't add up. */
function markField(row, refused) {
  const spot = row.querySelector("[data-field-error]");
  const error = spot && !row.querySelector(`[data-path="${row.dataset.field}"]`) && refused.get(row.dataset.field);
  if (spot) spot.textContent = error ? error.words : "";
  row.classList.toggle("field--bad", Boolean(error));
}

/* Puts on the page what the clinic said. Where two people differ (`asking`) the question stays. */
export function show(form, told, refused, asking) {
  for (const spot of form.querySelectorAll("[data-path]")) {
    const path = spot.dataset.path;
    if (asking.has(path)) continue;
    const error = refused.get(path)?.words;
    const question = told.warnings[path];
    spot.classList.remove("field--clash");
    spot.classList.toggle("field--bad", Boolean(error));
    spot.classList.toggle("field--unusual", !error && Boolean(question));
    mark(spot, Boolean(error));
    if (error) note(form, path, line(error, "field__error"));
    else if (question) note(form, path, line(question, "exam__sure"));
    else note(form, path);
  }
  for (const row of form.querySelectorAll("[data-field]")) {
    const field = row.dataset.field;
    row.hidden = !told.shown.includes(field);
    markField(row, refused);
    const results = row.querySelector("[data-results]");
    if (results && field in told.results) results.innerHTML = told.results[field].trim();
    for (const cell of row.querySelectorAll(":scope > [data-limb]"))
      cell.classList.toggle("exam__cell--flagged", (told.flagged[field] ?? []).includes(cell.dataset.limb.toLowerCase()));
  }
  for (const [path, step] of Object.entries(told.steps)) {
    const spot = form.querySelector(`[data-path="${CSS.escape(path)}"] [data-step]`);
    if (spot) spot.textContent = step ? ` (${step})` : "";
  }
  document.querySelector("[data-sections]").innerHTML = told.sections;
  document.querySelector("[data-needed]").innerHTML = told.needed;
  document.querySelector("[data-findings]").innerHTML = told.reading;
  const company = document.querySelector("[data-company]");
  company.hidden = !told.company;
  company.querySelector("[data-company-words]").textContent = told.company;
}
