/* A run logged without a signal stays on this phone, and goes when there is one: once, by the id that the form has. */

import { queue, sendWaiting, waiting } from "./portal-store.js";

const form = document.querySelector("[data-run-form]");
const { who, sessions } = form.dataset;
const address = form.getAttribute("action");
const line = document.querySelector("[data-waiting]");

const runs = () => waiting(who).filter((log) => log.to === address);

function tell() {
  const left = runs();
  const refused = left.flatMap((log) => log.refused ?? []);
  line.hidden = !left.length;
  line.textContent = refused.length
    ? `A run from this phone wasn’t taken: ${refused.join(" ")}`
    : `${left.length} run${left.length === 1 ? "" : "s"} saved on this phone. We’ll send ${left.length === 1 ? "it" : "them"} when there’s a signal.`;
}

async function catchUp() {
  tell();
  if (!navigator.onLine || !runs().some((log) => !log.refused)) return;
  const results = await sendWaiting(who, sessions);
  if (runs().length) tell();
  else if ([...results.values()].some((result) => result.sent)) window.location.assign(address);
}

/* The next run is another one. */
function empty(ident) {
  form.reset();
  form.elements.ident.value = ident;
  form.elements.pain.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("submit", async (event) => {
  if (navigator.onLine) return; // the clinic answers, and says by the field what to fix
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!form.elements.distance_km.value.trim() || !form.elements.minutes.value.trim()) {
    line.hidden = false;
    line.textContent = "Say how far and how long, then save.";
    return;
  }
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  queue({ ident: form.elements.ident.value, who, to: address, at: Date.now(), fields });
  empty(crypto.randomUUID());
  tell();
  line.scrollIntoView({ block: "center" });
});

window.addEventListener("online", catchUp);
catchUp();
