// The page before a signature: nothing is signed while answers typed in this tab have not reached the note.
import { tellElsewhere } from "./examination-kept.js";

const spot = document.querySelector("[data-kept-elsewhere]");
const form = document.querySelector("[data-sign]");

if (tellElsewhere(spot, spot.dataset.keptElsewhere)) spot.append(" Mend or empty them, then sign.");
form?.addEventListener("submit", (event) => {
  if (spot.hidden) return;
  event.preventDefault();
  spot.focus();
});
