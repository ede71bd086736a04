/* The session player: one set at a time, a rest clock between, every tap kept on the phone, one log at the end. */

import { Countdown, inWords } from "./portal-clock.js";
import { Metronome } from "./portal-metronome.js";
import { dropSession, keepSession, queue, sendWaiting, sessionOf, waiting } from "./portal-store.js";

const TOO_MUCH = 6;
const BELL_HZ = 660;
const RING = 552.92; // length of the ring, 2 π r

const page = document.querySelector("[data-session]");
const player = document.querySelector("[data-player]");
const one = (name, within = player) => within.querySelector(`[data-${name}]`);
const { who, programme, day, log: address, today } = page.dataset;

const exercises = [...page.querySelectorAll("[data-exercise]")].map((item) => ({
  row: item.dataset.exercise,
  name: item.dataset.name,
  sets: Number(item.dataset.sets),
  reps: Number(item.dataset.reps) || 0,
  seconds: Number(item.dataset.seconds) || 0,
  rest: Number(item.dataset.rest),
  side: item.dataset.side,
  easier: item.dataset.easier,
  beat: Number(item.dataset.beat) || 0,
  thumb: item.querySelector(".thumb"),
  parts: item.querySelector("template").content,
}));

const fresh = () => ({ ident: crypto.randomUUID(), programme, on: day, at: 0, started: Date.now(), entries: {} });
let session = sessionOf(who, programme, day) ?? fresh();
let sound = false;
let awake;

const entryOf = (exercise) => (session.entries[exercise.row] ??= { sets: [], pains: [], rir: "", reason: "", over: false });
const here = () => exercises[session.at];
const keep = () => keepSession(who, session);
const begun = () => Object.values(session.entries).some((entry) => entry.sets.length || entry.over);
const say = (words) => (one("live").textContent = words);

function ring() {
  if (!sound) return;
  navigator.vibrate?.(200);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.frequency.value = BELL_HZ;
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.18);
}

/* Views */
function show(view) {
  for (const each of player.querySelectorAll("[data-view]")) each.hidden = each.dataset.view !== view;
  player.dataset.now = view;
  const dashes = one("dashes");
  dashes.replaceChildren(
    ...exercises.map((_, place) => {
      const dash = document.createElement("span");
      dash.className = place < session.at ? "is-done" : place === session.at && view !== "finish" ? "is-now" : "";
      return dash;
    }),
  );
  window.scrollTo(0, 0);
  player.querySelector(`[data-view="${view}"] h1`)?.focus({ preventScroll: true });
}

function setView() {
  const exercise = here();
  if (!exercise) return finishView();
  const entry = entryOf(exercise);
  const set = entry.sets.length + 1;
  const parts = exercise.parts.cloneNode(true);
  one("figure").replaceChildren(...parts.querySelectorAll(".player__figure, .player__still"));
  const film = one("figure").querySelector("video");
  film?.addEventListener("error", () => (film.nextElementSibling.hidden = false));
  one("tempo").replaceChildren(...parts.querySelectorAll(".player__tempo"));
  one("tip").replaceChildren(...parts.querySelectorAll(".player__tip"));
  one("name").textContent = exercise.name;
  one("set-of").textContent = `Set ${set} of ${exercise.sets}`;
  one("dots").replaceChildren(
    ...Array.from({ length: exercise.sets }, (_, place) => {
      const dot = document.createElement("span");
      dot.className = place < set - 1 ? "is-done" : place === set - 1 ? "is-now" : "";
      return dot;
    }),
  );
  showCount(exercise.reps || exercise.seconds);
  one("done-words").textContent = exercise.reps ? "Set done" : "Start";
  show("set");
  return keep();
}

function showCount(number) {
  const exercise = here();
  const long = !exercise.reps && exercise.seconds >= 120;
  one("number").textContent = long ? inWords(number) : number;
  const beat = exercise.beat ? `, ${exercise.beat} steps a minute` : "";
  const unit = exercise.reps ? `reps${exercise.seconds ? `, hold ${exercise.seconds} sec` : ""}` : `${long ? "minutes" : "seconds"}${beat}`;
  one("unit").textContent = exercise.side ? `${unit}, ${exercise.side}` : unit;
}

const metronome = new Metronome();
const hold = new Countdown({
  tick: (left) => showCount(left),
  end: () => {
    ring();
    setDone(here().seconds);
  },
});

/* Ends the work of a set, and the beat with it. */
function endHold() {
  hold.stop();
  metronome.stop();
}

function setDone(count) {
  endHold();
  const exercise = here();
  const entry = entryOf(exercise);
  entry.sets.push(count);
  if (entry.sets.length >= exercise.sets) entry.over = true;
  keep();
  restView();
}

/* Rest */
const clock = new Countdown({
  tick: (left, whole) => {
    one("clock").textContent = inWords(left);
    one("clock-of").textContent = `of ${whole >= 60 && whole % 60 === 0 ? `${whole / 60} minute${whole === 60 ? "" : "s"}` : `${whole} seconds`}`;
    const share = whole ? left / whole : 0;
    one("ring").setAttribute("stroke-dashoffset", String(RING * (1 - share)));
    one("ring-dot").setAttribute("transform", `rotate(${share * 360} 100 100)`);
    if (left === 10) say("10 seconds left");
  },
  end: () => {
    ring();
    say("Rest over");
    one("skip-words").textContent = here() && entryOf(here()).over ? "Next exercise" : "Next set";
  },
});

function empty(scale) {
  const typed = document.getElementById(scale);
  typed.value = "";
  typed.dispatchEvent(new Event("input", { bubbles: true }));
}

function restView() {
  const exercise = here();
  const entry = entryOf(exercise);
  const set = entry.sets.length;
  const next = entry.over ? exercises[session.at + 1] : exercise;
  one("rest-after").textContent = `Set ${set} done.`;
  one("next").textContent = !next ? "Finish" : entry.over ? next.name : `Set ${set + 1} of ${exercise.sets}${exercise.side ? `, ${exercise.side}` : ""}`;
  one("next-thumb").replaceChildren(...(next ? [...next.thumb.cloneNode(true).childNodes] : []));
  one("effort").hidden = !entry.over || !exercise.reps;
  for (const choice of one("effort").querySelectorAll("input")) choice.checked = false;
  one("too-much").hidden = true;
  one("skip-words").textContent = next ? "Skip the rest" : "To the end";
  empty("set_pain");
  show("rest");
  clock.start(Math.max(exercise.rest, 5));
  say(`Rest, ${clock.left} seconds`);
}

function afterRest() {
  clock.stop();
  const exercise = here();
  const entry = entryOf(exercise);
  if (entry.over) session.at += 1;
  setView();
}

document.getElementById("set_pain").addEventListener("change", (event) => {
  if (event.target.value === "" || !event.target.validity.valid) return;
  const exercise = here();
  const entry = entryOf(exercise);
  const pain = Number(event.target.value);
  entry.pains[entry.sets.length - 1] = pain;
  const over = pain >= TOO_MUCH;
  entry.stopped = over;
  entry.over = over || entry.sets.length >= exercise.sets;
  entry.reason = over ? "Too sore" : "";
  const ease = one("too-much");
  ease.hidden = !over;
  ease.textContent = over ? `Stop this exercise and ease back.${exercise.easier ? ` The easier step is: ${exercise.easier}.` : ""} Your flare-up plan is on the Today page.` : "";
  const next = exercises[session.at + 1];
  if (over) one("next").textContent = next ? next.name : "Finish";
  keep();
});

one("effort").addEventListener("change", (event) => {
  entryOf(here()).rir = event.target.value;
  keep();
});

/* Too sore */
document.getElementById("sore_pain").addEventListener("change", (event) => {
  const { easier } = here();
  const over = event.target.value !== "" && Number(event.target.value) >= TOO_MUCH;
  one("easier").hidden = !easier || !over;
  one("gently").hidden = over;
  one("easier").textContent = `The easier step is: ${easier}. Try it if it feels fine.`;
});

function stopExercise(reason) {
  endHold();
  const entry = entryOf(here());
  entry.over = true;
  entry.reason = reason;
  session.at += 1;
  keep();
  setView();
}

/* The end */
const totals = (exercise) => {
  const entry = entryOf(exercise);
  const pains = entry.pains.filter((pain) => pain !== undefined && pain !== null);
  const full = entry.sets.length >= exercise.sets && entry.sets.every((count) => count >= (exercise.reps || exercise.seconds));
  return {
    outcome: !entry.sets.length ? "skipped" : full ? "done" : "part",
    sets: entry.sets.length || "",
    reps: exercise.reps && entry.sets.length ? entry.sets.reduce((sum, count) => sum + count, 0) : "",
    pain: pains.length ? Math.max(...pains) : "",
    rir: entry.rir,
    reason: entry.reason,
  };
};

function finishView() {
  const done = exercises.filter((exercise) => totals(exercise).outcome !== "skipped").length;
  const minutes = Math.max(1, Math.round((Date.now() - session.started) / 60000));
  one("summary").textContent = `${done} exercise${done === 1 ? "" : "s"}, ${minutes} minute${minutes === 1 ? "" : "s"}.`;
  show("finish");
  keep();
}

function fields(worst, note) {
  const pairs = [
    ["ident", session.ident],
    ["programme", programme],
    ["on", session.on],
    ["pain_during", worst],
    ["note", note],
  ];
  for (const exercise of exercises) {
    const prefix = exercise.row.replaceAll("-", "");
    pairs.push(["row", exercise.row]);
    for (const [name, value] of Object.entries(totals(exercise))) if (value !== "") pairs.push([`${prefix}-${name}`, value]);
  }
  return pairs;
}

one("finish").addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = document.getElementById("worst");
  const error = one("finish-error");
  error.hidden = typed.value !== "" && typed.validity.valid;
  if (!error.hidden) {
    error.textContent = "Pick a number from 0 to 10.";
    typed.focus();
    return;
  }
  const { ident } = session;
  queue({ ident, who, on: session.on, done: one("summary").textContent, at: Date.now(), fields: fields(typed.value, one("note").value) });
  dropSession(who);
  one("finish-words").disabled = true;
  const result = (await sendWaiting(who, address)).get(ident);
  if (result?.sent) {
    window.location.assign(result.url);
    return;
  }
  one("kept").hidden = false;
  one("kept").textContent = result?.refused
    ? `Saved on this phone, but not taken yet: ${result.refused.join(" ")}`
    : "Saved on this phone. We’ll send it when there’s a signal.";
});

/* Buttons */
const doing = {
  close: () => stop(),
  sound: (button) => {
    sound = !sound;
    button.setAttribute("aria-pressed", String(sound));
  },
  done: () => {
    const exercise = here();
    if (exercise.reps) return setDone(exercise.reps);
    if (hold.running) return setDone(Math.max(1, exercise.seconds - hold.left));
    one("done-words").textContent = "Done early";
    if (exercise.beat) metronome.start(exercise.beat, exercise.seconds);
    return hold.start(exercise.seconds);
  },
  fewer: () => {
    endHold();
    const exercise = here();
    one("fewer").value = Math.max(0, (exercise.reps || exercise.seconds) - 1);
    show("fewer");
  },
  sore: () => {
    endHold();
    empty("sore_pain");
    one("easier").hidden = true;
    one("gently").hidden = false;
    show("sore");
  },
  "one-less": () => (one("fewer").value = Math.max(0, Number(one("fewer").value) - 1)),
  "one-more": () => (one("fewer").value = Number(one("fewer").value) + 1),
  "save-fewer": () => setDone(Math.max(0, Math.round(Number(one("fewer").value)) || 0)),
  "skip-exercise": () => stopExercise("Skipped"),
  "stop-exercise": () => {
    const pain = document.getElementById("sore_pain");
    if (pain.value !== "" && pain.validity.valid) entryOf(here()).pains.push(Number(pain.value));
    stopExercise("Too sore");
  },
  back: () => setView(),
  less: () => clock.add(-15),
  more: () => clock.add(15),
  pause: (button) => {
    const paused = clock.running;
    if (paused) clock.pause();
    else if (clock.left) clock.run();
    button.setAttribute("aria-pressed", String(paused));
  },
  "skip-rest": () => afterRest(),
};

player.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) doing[button.dataset.do]?.(button);
});

player.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});

/* In and out */
async function start() {
  document.body.append(player);
  document.querySelector(".portal").hidden = true;
  player.hidden = false;
  player.setAttribute("role", "main");
  history.replaceState(null, "", "#go");
  setView();
  try {
    awake = await navigator.wakeLock?.request("screen");
  } catch {
    awake = undefined; // the screen may sleep; nothing else changes
  }
}

function stop() {
  endHold();
  clock.stop();
  awake?.release();
  keep();
  player.hidden = true;
  document.querySelector(".portal").hidden = false;
  history.replaceState(null, "", window.location.pathname);
  label();
  one("play", page).focus();
}

function label() {
  const button = one("play", page);
  button.hidden = false;
  const next = here();
  one("play-words", page).textContent = !begun() ? "Start" : next ? `Carry on: ${next.name}` : "Finish";
}

function signal() {
  one("no-signal").hidden = navigator.onLine;
}

async function catchUp() {
  signal();
  const line = one("waiting", page);
  if (navigator.onLine && waiting(who).length) await sendWaiting(who, address);
  const left = waiting(who).filter((each) => !each.to);
  line.hidden = !left.length;
  const refused = left.flatMap((each) => each.refused ?? []);
  line.textContent = refused.length
    ? `A session from this phone wasn’t taken: ${refused.join(" ")}`
    : `${left.length} session${left.length === 1 ? "" : "s"} on this phone, waiting for a signal.`;
  // What was sent from the end of the player while the page stayed open.
  if (!left.length && !one("kept").hidden) window.location.assign(today);
}

window.addEventListener("online", catchUp);
window.addEventListener("offline", signal);
one("play", page).addEventListener("click", start);
label();
catchUp();
if (window.location.hash === "#go") start();
