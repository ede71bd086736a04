// Saves the examination's section as it is typed, and says honestly how that stands.
const form = document.querySelector("[data-examination]");
const state = document.querySelector("[data-save-state]");
const findings = document.querySelector("[data-findings]");
let waiting = null;
let saving = false;
let dirty = false;

function say(words, kind = "quiet") {
  state.textContent = words;
  state.className = `chip chip--${kind}`;
}

function speak(sentences, unusual) {
  for (const spot of form.querySelectorAll("[data-path]")) {
    const path = spot.dataset.path;
    const said = spot.querySelector(".exam__said");
    const error = sentences[path];
    const question = unusual[path];
    spot.classList.toggle("field--bad", Boolean(error));
    spot.classList.toggle("field--unusual", !error && Boolean(question));
    const words = document.createElement("span");
    words.className = error ? "field__error" : "exam__sure";
    words.textContent = error || question || "";
    said.replaceChildren(...(words.textContent ? [words] : []));
  }
}

async function save() {
  if (saving) {
    dirty = true;
    return;
  }
  saving = true;
  dirty = false;
  say("Saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    const told = await answer.json();
    if (answer.status === 409) {
      say(told.detail, "ease");
      return;
    }
    for (const version of document.querySelectorAll("[data-version]")) version.value = told.version;
    speak(told.errors, told.warnings);
    findings.innerHTML = told.reading;
    const refused = Object.keys(told.errors).length;
    say(refused ? `${refused} not saved, the rest saved ${told.saved}` : `Saved ${told.saved}`, refused ? "ok" : "good");
  } catch {
    say("Not saved. Trying again in 8 seconds", "ok");
    dirty = true;
    schedule(8000);
  } finally {
    saving = false;
    if (dirty && waiting === null) schedule(400);
  }
}

function schedule(after) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = null;
    save();
  }, after);
}

if (form) {
  form.addEventListener("input", () => {
    dirty = true;
    schedule(800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    dirty = false;
  });
  addEventListener("beforeunload", (event) => {
    if (dirty || saving) event.preventDefault();
  });
  document.querySelector("[data-sign]")?.addEventListener("submit", async (event) => {
    if (!dirty) return;
    event.preventDefault();
    clearTimeout(waiting);
    waiting = null;
    await save();
    event.target.submit();
  });
}
