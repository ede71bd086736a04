/* The page of a retraining session: one button starts and stops; the beat fades as the session says, the clock goes on. */

import { Countdown, inWords } from "./portal-clock.js";
import { Metronome, showBeat } from "./portal-metronome.js";

const page = document.querySelector("[data-beat]");
const one = (name) => page.querySelector(`[data-${name}]`);
const target = Number(page.dataset.target);
const minutes = Number(page.dataset.minutes);
const feedback = Number(page.dataset.feedback);

const metronome = new Metronome();
let endFeet = () => undefined;
let awake;
let told;

function say(state, words) {
  if (told === state) return;
  told = state;
  page.dataset.now = state;
  one("says").textContent = words;
}

const clock = new Countdown({
  tick: (left, whole) => {
    one("clock").textContent = inWords(left);
    if (whole - left < feedback * 60) say("on", "One step on each beat.");
    else say("quiet", "The beat has gone. Keep the rhythm by yourself.");
  },
  end: () => {
    still();
    say("done", "That’s the session. Walk for a bit, then log the run.");
    one("log").hidden = false;
  },
});

function still() {
  metronome.stop();
  endFeet();
  awake?.release();
  one("go-words").textContent = "Start again";
  one("icon-stop").hidden = true;
  one("icon-go").hidden = false;
}

async function go() {
  metronome.start(target, feedback * 60);
  endFeet = showBeat(page.querySelectorAll("[data-foot]"), target, feedback * 60);
  told = undefined;
  clock.start(minutes * 60);
  one("go-words").textContent = "Stop";
  one("icon-stop").hidden = false;
  one("icon-go").hidden = true;
  one("log").hidden = true;
  try {
    awake = await navigator.wakeLock?.request("screen");
  } catch {
    awake = undefined; // the screen may sleep; the beat goes on
  }
}

one("go").addEventListener("click", () => {
  if (!clock.running) return go();
  clock.stop();
  still();
  say("stopped", "Stopped.");
  one("log").hidden = false;
  return undefined;
});

one("mute").addEventListener("click", (event) => {
  const muted = event.currentTarget.getAttribute("aria-pressed") === "true";
  event.currentTarget.setAttribute("aria-pressed", String(!muted));
  metronome.mute(!muted);
});

one("controls").hidden = false;
