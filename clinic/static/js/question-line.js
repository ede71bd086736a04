/* Without a connection an answer is not sent into nothing: the pick stays on the page and the page says so. */

const form = document.querySelector("[data-question]");
const notice = document.querySelector("[data-line-lost]");

form?.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  notice.hidden = false;
});

window.addEventListener("online", () => {
  notice.hidden = true;
});
