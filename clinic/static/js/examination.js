// Saves each box of the examination as it is typed, and says honestly how that stands. Only what was touched is sent,
// so two people in one note meet only where they fill in the same box, and then they are asked. What has not reached
// the clinic is kept in this tab until it has, and what the clinic refused until it is mended.
import { boxOf, fill, pathsIn } from "./examination-boxes.js";
import { keep, keptIn, tellElsewhere, touches } from "./examination-kept.js";
import { byKeys } from "./examination-keys.js";
import { growLists } from "./examination-lists.js";
import { line, note, show } from "./examination-shown.js";

const form = document.querySelector("[data-examination]");
const state = document.querySelector("[data-save-state]");
const trouble = document.querySelector("[data-trouble]");
const TRY_AGAIN = 8000;
const touched = new Set(); // paths that were typed in and are not with the clinic yet
const refused = new Map(); // where a refusal stands → its sentence and the paths that were sent for it
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

const heldBack = () => [...refused.values()].flatMap(({ paths }) => paths);
const version = () => form.elements.namedItem("version").value;

/* A lost line, a refusal or a closed lid: these boxes stay in this tab, by path. */
function remember() {
  const paths = [...new Set([...touched, ...heldBack(), ...asking])];
  const values = [...new FormData(form)].filter(([name]) => paths.includes(boxOf(form, name)));
  const { examination, section, heading } = form.dataset;
  const href = `${location.pathname}?section=${encodeURIComponent(section)}`;
  keep(examination, section, { heading, href, paths, values, version: version() });
}

function restore() {
  const kept = keptIn(form.dataset.examination, form.dataset.section);
  if (!kept) return;
  for (const path of kept.paths) {
    fill(form, path, kept.values.filter(([name]) => boxOf(form, name) === path));
    touched.add(path);
  }
  // Typed on what stood there then: what somebody wrote since is asked about, not overwritten.
  form.elements.namedItem("version").value = kept.version;
  say("Not saved yet");
  schedule(400);
}

/* What the clinic said of the boxes just sent; what it refused earlier stands until it is mended. */
function take(told, sent) {
  for (const place of refused.keys()) if (sent.some((path) => touches(path, place))) refused.delete(place);
  for (const [place, words] of Object.entries(told.errors))
    refused.set(place, { words, paths: sent.filter((path) => touches(path, place)) });
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
      note(form, path);
      act();
      remember();
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
  const spot = note(form, path, clash);
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
  let answered = false;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    answered = true;
    const told = await answer.json();
    if (answer.status === 409) {
      shut = true;
      for (const path of sent) touched.add(path);
      say("Not saved", "ease");
      showTrouble(told.detail, "What you typed stays on this page.");
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    for (const input of document.querySelectorAll("[data-version]")) input.value = told.version;
    take(told, sent);
    show(form, told, refused, asking);
    for (const [path, clash] of Object.entries(told.clashes)) ask(path, clash);
    const open = asking.size;
    if (refused.size) say(`${refused.size} not saved, the rest saved ${told.saved}`, "ok");
    else if (open) say(`${open} to choose, the rest saved ${told.saved}`, "ok");
    else say(`Saved ${told.saved}`, "good");
    showTrouble("");
  } catch {
    for (const path of sent) touched.add(path);
    const count = touched.size === 1 ? "1 answer" : `${touched.size} answers`;
    say("Not saved, try again", "ok");
    const why = answered ? "The clinic’s computer could not take it." : "The connection dropped.";
    showTrouble(`${count} not saved yet.`, `${why} We keep it in this tab and try again in 8 seconds.`);
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
    // What was refused together is sent together again.
    for (const [place, { paths }] of refused) if (touches(path, place)) for (const one of paths) touched.add(one);
  }
  remember();
  if (shut) return;
  say("Not saved yet");
  schedule(800);
}

const firstBad = () => form.querySelector(":is(.field--bad, .field--clash) :is(input, select, textarea, button)");

/* To another page in the middle of a word: what was typed goes first. What is refused is shown once, and then waits in
   this tab; but nothing is signed before it is mended. */
async function leave(link) {
  const known = refused.size + asking.size;
  await settled();
  const left = refused.size + asking.size;
  if (left > known || (left && "onlyWhenKept" in link.dataset)) firstBad()?.focus();
  else location.assign(link.href);
}

if (form) {
  form.addEventListener("input", (event) => event.target.name && touch(event.target.name));
  form.addEventListener("change", (event) => aloneOrNone(event.target));
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
    const waiting = touched.size || saving || ("onlyWhenKept" in (link?.dataset ?? {}) && (refused.size || asking.size));
    if (!elsewhere || link.target || event.ctrlKey || event.metaKey || event.shiftKey || !waiting) return;
    event.preventDefault();
    leave(link);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { submitter } = event;
    const next = submitter?.name === "go_to" ? `?section=${encodeURIComponent(submitter.value)}#start` : "";
    if (!(await settled()) || refused.size || asking.size) {
      firstBad()?.focus();
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
  tellElsewhere(document.querySelector("[data-kept-elsewhere]"), form.dataset.examination, form.dataset.section);
  // Where the sections stand side by side, the open one is in sight.
  const sections = document.querySelector("[data-sections]");
  const centre = (link) => (sections.scrollLeft = link.offsetLeft - (sections.clientWidth - link.offsetWidth) / 2);
  const here = sections.querySelector("[aria-current]");
  if (here) centre(here);
  sections.addEventListener("focusin", (event) => centre(event.target));
}

/* "None" gives way to what is picked beside it, never the other way round: a tick for danger is not taken away. */
function aloneOrNone(box) {
  if (box.type !== "checkbox" || !box.checked || box.value === "none") return;
  const none = form.querySelector(`input[name="${CSS.escape(box.name)}"][value="none"]`);
  if (none) none.checked = false;
}

function unpick(radio) {
  radio.checked = false;
  touch(radio.name);
}
