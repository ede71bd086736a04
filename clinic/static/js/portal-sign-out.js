/* Signing out takes the kept pages and the taps of this phone with it, and says so first when some were not sent. */

import { forget, waiting } from "./portal-store.js";

const form = document.querySelector("[data-sign-out]");
const line = document.querySelector("[data-unsent]");
const unsent = waiting().length;

if (unsent) {
  line.hidden = false;
  line.textContent = `${unsent} session${unsent === 1 ? " is" : "s are"} still on this phone and not sent. Open Today with a signal first, or ${unsent === 1 ? "it is" : "they are"} lost when you sign out.`;
}

form?.addEventListener("submit", () => {
  forget();
  sessionStorage.clear();
  navigator.serviceWorker?.controller?.postMessage("forget");
  window.caches?.delete("restride-session");
});
