// Saves the examination's section as it is typed, and says honestly how that stands.
const form = document.querySelector("[data-examination]");
const state = document.querySelector("[data-save-state]");
const findings = document.querySelector("[data-findings]");
let waiting = null;
let saving = null; // the save that is under way
let dirty = false;
let overtaken = false; // somebody saved in another window: nothing more is sent from here without a person's press

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

const refusals = () => form.querySelectorAll(".field--bad");

function save() {
  if (overtaken) return Promise.resolve();
  saving ??= send().finally(() => {
    saving = null;
    if (dirty && !overtaken && waiting === null) schedule(400);
  });
  return saving;
}

async function send() {
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
      overtaken = true;
      dirty = true;
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
  }
}

/* All that is typed is with the server: true. False when it could not be sent, or was overtaken. */
async function settled() {
  clearTimeout(waiting);
  waiting = null;
  if (saving) await saving;
  if (dirty) await save();
  return !dirty;
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
    if (overtaken) return;
    say("Not saved yet");
    schedule(800);
  });
  // To another section in the middle of a word: what was typed goes first.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || !(dirty || saving)) return;
    event.preventDefault();
    const known = refusals().length;
    await settled();
    const refused = refusals();
    if (refused.length > known) refused[0].querySelector("input, select, textarea")?.focus();
    else location.assign(link.href);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    waiting = null;
    if (!saving) {
      dirty = false;
      return;
    }
    // The save under way makes a new version; the form goes after it, or it would overtake itself.
    const { submitter } = event;
    event.preventDefault();
    await saving;
    form.requestSubmit(submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (dirty || saving) event.preventDefault();
  });
  document.querySelector("[data-sign]")?.addEventListener("submit", async (event) => {
    if (!dirty && !saving) return;
    event.preventDefault();
    if (await settled()) event.target.submit();
  });
}
