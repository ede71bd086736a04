/* On Today: ticks for what this phone has already done of the session, and the worker that keeps it at hand. */

import { sessionOf } from "./portal-store.js";

const card = document.querySelector("[data-session-card]");

if (card) {
  const { who, programme, day } = card.dataset;
  const kept = sessionOf(who, programme, day);
  const rows = [...card.querySelectorAll("[data-row]")];
  let next;
  for (const row of rows) {
    if (kept?.entries[row.dataset.row]?.over) row.classList.add("is-done");
    else next ??= row;
  }
  const words = card.querySelector("[data-start-words]");
  if (kept && words && Object.keys(kept.entries).length) {
    words.textContent = next ? `Carry on: ${next.querySelector(".list__name").textContent}` : "Finish the session";
  }
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    const line = document.querySelector("[data-works-offline]");
    if (line && data === "kept") line.hidden = false;
  });
  navigator.serviceWorker
    .register("/portal/worker.js", { scope: "/portal/" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active?.postMessage("keep"))
    .catch(() => undefined);
}
