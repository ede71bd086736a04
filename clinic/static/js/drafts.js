/* What is typed is not lost by going to another page and back, by a lost line, or by a sign-in that ran out: each form
   with a data-draft keeps its fields in this tab until it was sent and the server showed the next page. Signing out
   clears all. */

const PREFIX = "draft:";
const SKIP = ["csrfmiddlewaretoken", "key", "on", "slot", "start"];

const stored = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
const read = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");

function fields(form) {
  return [...form.elements].filter((field) => field.name && !SKIP.includes(field.name) && field.type !== "submit");
}

function keep(form, sent) {
  const values = fields(form).map((field) =>
    field.matches("[type=radio], [type=checkbox]")
      ? [field.name, field.value, field.checked]
      : [field.name, field.value, null],
  );
  sessionStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ sent, values }));
}

function restore(form, draft) {
  let changed = false;
  for (const [name, value, checked] of draft.values) {
    for (const field of fields(form).filter((one) => one.name === name)) {
      if (checked === null && field.value !== value) {
        field.value = value;
        changed = true;
      } else if (checked !== null && field.value === value && field.checked !== checked) {
        field.checked = checked;
        changed = true;
      }
    }
  }
  if (changed) {
    form.querySelectorAll("details").forEach((fold) => {
      if ([...fold.querySelectorAll("input:not([type=radio], [type=checkbox], [type=hidden])")].some((f) => f.value !== f.defaultValue)) fold.open = true;
    });
    form.querySelector("[hx-trigger=change]")?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/* A form that was sent and is back with the server's own values keeps those; one that is gone was accepted. After a
   sign-in in between, the server never read what was sent. */
const signedInAgain = document.referrer.startsWith(`${location.origin}/accounts/`);

function wake(root, whole) {
  const forms = [...root.querySelectorAll("form[data-draft]")];
  const names = forms.map((form) => PREFIX + form.dataset.draft);
  for (const [place, form] of forms.entries()) {
    const draft = read(names[place]);
    if (draft && (!draft.sent || signedInAgain)) restore(form, draft);
    else if (draft) keep(form, false);
  }
  if (!whole) return;
  for (const name of stored()) if (!names.includes(name) && read(name)?.sent) sessionStorage.removeItem(name);
}

try {
  wake(document, true);
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) keep(form, false);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-draft]")) keep(form, true);
    if (form.action.includes("/logout/")) stored().forEach((name) => sessionStorage.removeItem(name));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "panel") wake(event.detail.target, false);
  });
} catch {
  // No storage in this browser: the page works, only without drafts.
}
