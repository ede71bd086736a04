/* The list of what waits on this phone, told from the queue. */

import { waiting } from "./portal-store.js";

const logs = waiting();

if (logs.length) {
  document.querySelector("[data-queue]").hidden = false;
  document.querySelector("[data-queue-list]").replaceChildren(
    ...logs.map((log) => {
      const item = document.createElement("li");
      item.className = "list__row";
      const at = new Date(log.at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });
      item.textContent = `Session, ${at}. ${log.done}`;
      return item;
    }),
  );
}

window.addEventListener("online", () => window.location.assign("/portal/"));
