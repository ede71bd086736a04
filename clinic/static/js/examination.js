// Saves each box of the examination as it is typed, and says honestly how that stands. Only what was touched is sent,
// so two people in one note meet only where they fill in the same box, and then they are asked. What has not reached
// the clinic is kept in this tab until it has.
import { boxOf, fill, pathsIn } from "./examination-boxes.js";
import { byKeys } from "./examination-keys.js";
import { growLists } from "./examination-lists.js";

const form = document.querySelector("[data-examination]");
const state = document.querySelector("[data-save-state]");
const trouble = document.querySelector("[data-trouble]");
const TRY_AGAIN = 8000;
const KEPT = form && `examination:${form.dataset.examination}`;
const touched = new Set(); // paths that were typed in and are not with the clinic yet
const asking = new Set(); // paths where two people differ, until this one has chosen
let waiting = null;
let saving = null;
let shut = false; // the note was signed or is gone: nothing more is sent from here

function say(words, kind = "quiet") {
  state.textContent = words;
  state.className = `chip chip--${kind}`;
}

function showTrouble(what, words = "") {
  trouble.hidden = !what;
  if (!what) return;
  trouble.querySelector("[data-trouble-what]").textContent = what;
  trouble.querySelector("[data-trouble-words]").textContent = words;
}

/* A lost line or a closed lid: the touched boxes stay in this tab, by path. */
function remember() {
  const values = [...new FormData(form)].filter(([name]) => touched.has(boxOf(form, name)));
  if (touched.size) sessionStorage.setItem(KEPT, JSON.stringify({ touched: [...touched], values }));
  else sessionStorage.removeItem(KEPT);
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  for (const path of kept.touched) {
    fill(form, path, kept.values.filter(([name]) => boxOf(form, name) === path));
    touched.add(path);
  }
  say("Not saved yet");
  schedule(400);
}

function note(path, ...what) {
  const spot = form.querySelector(`[data-path="${CSS.escape(path)}"]`);
  spot?.querySelector(".exam__said")?.replaceChildren(...what);
  return spot;
}

function line(text, kind) {
  const words = document.createElement("span");
  words.className = kind;
  words.textContent = text;
  return words;
}

function speak(told) {
  for (const spot of form.querySelectorAll("[data-path]")) {
    const path = spot.dataset.path;
    if (asking.has(path)) continue;
    const error = told.errors[path];
    const question = told.warnings[path];
    spot.classList.remove("field--clash");
    spot.classList.toggle("field--bad", Boolean(error));
    spot.classList.toggle("field--unusual", !error && Boolean(question));
    if (error) note(path, line(error, "field__error"));
    else if (question) note(path, line(question, "exam__sure"));
    else note(path);
  }
  for (const row of form.querySelectorAll("[data-field]")) {
    const field = row.dataset.field;
    row.hidden = !told.shown.includes(field);
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

/* Two people, one box: nothing was overwritten. This one chooses. */
function ask(path, { words, value }) {
  asking.add(path);
  const choose = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--second button--edge button--small";
    button.textContent = text;
    button.addEventListener("click", () => {
      asking.delete(path);
      spot.classList.remove("field--clash");
      note(path);
      act();
    });
    return button;
  };
  const buttons = document.createElement("span");
  buttons.className = "buttons";
  buttons.append(
    choose("Keep mine", () => {
      touched.add(path);
      schedule(0);
    }),
    choose("Take theirs", () => fill(form, path, value)),
  );
  const clash = line(words, "exam__clash");
  clash.append(buttons);
  const spot = note(path, clash);
  spot?.classList.add("field--clash");
}

function save() {
  if (shut) return Promise.resolve();
  saving ??= send().finally(() => {
    saving = null;
    if (touched.size && !shut && waiting === null) schedule(400);
  });
  return saving;
}

async function send() {
  const sent = [...touched];
  if (!sent.length) return;
  const body = new FormData(form);
  body.set("touched", sent.join(" "));
  touched.clear();
  say("Saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    const told = await answer.json();
    if (answer.status === 409) {
      shut = true;
      for (const path of sent) touched.add(path);
      say("Not saved", "ease");
      showTrouble(told.detail, "What you typed stays on this page.");
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    for (const version of document.querySelectorAll("[data-version]")) version.value = told.version;
    speak(told);
    for (const [path, clash] of Object.entries(told.clashes)) ask(path, clash);
    const refused = Object.keys(told.errors).length;
    const open = asking.size;
    if (refused) say(`${refused} not saved, the rest saved ${told.saved}`, "ok");
    else if (open) say(`${open} to choose, the rest saved ${told.saved}`, "ok");
    else say(`Saved ${told.saved}`, "good");
    showTrouble("");
  } catch {
    for (const path of sent) touched.add(path);
    const count = touched.size === 1 ? "1 answer" : `${touched.size} answers`;
    say("Not saved, try again", "ok");
    showTrouble(`${count} not saved yet.`, "The connection dropped. We keep it in this tab and try again in 8 seconds.");
    schedule(TRY_AGAIN);
  } finally {
    remember();
  }
}

/* All that is typed is with the clinic: true. False when it could not be sent, or was turned away. */
async function settled() {
  clearTimeout(waiting);
  waiting = null;
  if (saving) await saving;
  if (touched.size) await save();
  return !touched.size;
}

function schedule(after) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = null;
    save();
  }, after);
}

function touch(name) {
  for (const path of pathsIn(form, name)) {
    asking.delete(path);
    touched.add(path);
  }
  remember();
  if (shut) return;
  say("Not saved yet");
  schedule(800);
}

/* To another section in the middle of a word: what was typed goes first. */
async function leave(href) {
  const known = form.querySelectorAll(".field--bad").length;
  await settled();
  const refused = form.querySelectorAll(".field--bad");
  if (refused.length > known) refused[0].querySelector("input, select, textarea")?.focus();
  else location.assign(href);
}

if (form) {
  form.addEventListener("input", (event) => event.target.name && touch(event.target.name));
  // A picked answer pressed again is taken back.
  form.addEventListener("mousedown", (event) => {
    const radio = event.target.closest("label")?.querySelector("input[type=radio]");
    if (!radio?.checked) return;
    radio.closest("label").addEventListener(
      "click",
      (click) => {
        click.preventDefault();
        unpick(radio);
      },
      { once: true },
    );
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    if (!event.target.matches("input:not([type=radio], [type=checkbox])")) return;
    event.preventDefault(); // Enter in a box saves it; it does not leave the section
    touch(event.target.name);
    schedule(0);
  });
  byKeys(form, unpick);
  growLists(form);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = link && new URL(link.href).pathname + new URL(link.href).search !== location.pathname + location.search;
    if (!elsewhere || link.target || event.ctrlKey || event.metaKey || event.shiftKey || !(touched.size || saving)) return;
    event.preventDefault();
    leave(link.href);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { submitter } = event;
    const next = submitter?.name === "go_to" ? `?section=${encodeURIComponent(submitter.value)}#start` : "";
    if (!(await settled()) || form.querySelector(".field--bad, .field--clash")) {
      form.querySelector(":is(.field--bad, .field--clash) :is(input, select, textarea, button)")?.focus();
      return;
    }
    if (next) location.assign(next);
  });
  addEventListener("beforeunload", (event) => {
    if (touched.size || saving) event.preventDefault();
  });
  addEventListener("online", () => touched.size && schedule(0));
  document.querySelector("[data-try-now]").addEventListener("click", () => schedule(0));
  // Signing and agreeing go by what is saved: what was typed goes first. The panel is drawn anew, so by delegation.
  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-settle-first]") || (!touched.size && !saving)) return;
    event.preventDefault();
    if (await settled()) event.target.submit();
  });
  restore();
  // Where the sections stand side by side, the open one is in sight.
  const sections = document.querySelector("[data-sections]");
  const centre = (link) => (sections.scrollLeft = link.offsetLeft - (sections.clientWidth - link.offsetWidth) / 2);
  const here = sections.querySelector("[aria-current]");
  if (here) centre(here);
  sections.addEventListener("focusin", (event) => centre(event.target));
}

function unpick(radio) {
  radio.checked = false;
  touch(radio.name);
}
