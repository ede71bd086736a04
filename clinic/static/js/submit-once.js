/* A form is sent once. The first press shows a busy button (its width kept); further presses do nothing.
   The server refuses doubles too, by the form's key: this is only the polite part.
   data-busy="Saving" on a button gives the verb; data-many on a form lets it be sent again. */

const WAIT_MS = 20000; // after this long with no answer the button comes back, so that a lost line is not a dead end

function rest(form, button, words) {
  delete form.dataset.sent;
  if (!button) return;
  button.classList.remove("is-busy");
  button.removeAttribute("aria-busy");
  button.replaceChildren(...words);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || "many" in form.dataset || (form.method || "get") !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  const words = button ? [...button.childNodes] : [];
  // The values are already read when this runs; a button's own name and value travel with the form.
  window.setTimeout(() => {
    if (!button) return;
    const width = button.getBoundingClientRect().width;
    button.style.minWidth = `${width}px`;
    button.classList.add("is-busy");
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) button.replaceChildren(button.dataset.busy);
  }, 0);
  const back = window.setTimeout(() => rest(form, button, words), WAIT_MS);
  window.addEventListener(
    "pageshow",
    (shown) => {
      if (!shown.persisted) return;
      window.clearTimeout(back);
      rest(form, button, words);
    },
    { once: true },
  );
});
