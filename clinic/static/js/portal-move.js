/* The button names the time that was chosen. */

const form = document.querySelector("[data-move]");
const words = form?.querySelector("[data-move-words]");
const when = form?.querySelector("[data-move-when]");

function tell() {
  const chosen = form.querySelector("input[name=time]:checked");
  if (!chosen) return;
  words.textContent = `Move to ${chosen.dataset.words}`;
  when.textContent = chosen.dataset.words;
}

if (form) {
  form.addEventListener("change", tell);
  tell();
}
