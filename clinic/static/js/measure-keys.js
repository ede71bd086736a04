/* A paper form typed by keys: the letter or number of a box ticks it and goes on to the next item. Without this script
   the same boxes are ticked with Tab, arrows and space, or by pointer. */

const form = document.querySelector("[data-measure]");
const lines = [...form.querySelectorAll("[data-line]")];
const counted = form.querySelector("[data-counted]");
const wrong = form.querySelector("[data-wrong-key]");

const target = (line) => line.querySelector("input:checked") ?? line.querySelector("input:not([type=radio])") ?? line.querySelector("input");
const answered = (line) =>
  [...line.querySelectorAll("input")].some((input) =>
    input.type === "radio" ? input.checked && input.value !== "" : input.inputMode === "numeric" && input.value.trim() !== "",
  );

function count() {
  counted.textContent = `${lines.filter(answered).length} of ${lines.length} answered.`;
}

function goOn(line) {
  const next = lines[lines.indexOf(line) + 1];
  (next ? target(next) : form.querySelector("button[type=submit]")).focus();
}

/* A key that ticks nothing is named where it was struck: somebody who types fast looks at the paper. */
function sayWrong(line, key) {
  const keys = [...line.querySelectorAll("input[data-key]")].map((input) => input.dataset.key);
  line.querySelector("legend").after(wrong);
  wrong.textContent = `“${key}” is no answer to ${line.querySelector("legend").textContent.trim()}. Its keys: ${keys.join(", ")}.`;
}

form.addEventListener("keydown", (event) => {
  const line = event.target.closest("[data-line]");
  if (!line || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  const empty = event.key === "Backspace" || event.key === "Delete";
  const key = event.key.toLowerCase();
  const box = empty
    ? line.querySelector('input[value=""]')
    : [...line.querySelectorAll("input[data-key]")].find((input) => input.dataset.key === key);
  if (!box) {
    if (event.key.length === 1 && event.key !== " ") sayWrong(line, event.key);
    return;
  }
  event.preventDefault();
  wrong.textContent = "";
  box.checked = true;
  count();
  if (empty) box.focus();
  else goOn(line);
});

form.addEventListener("input", count);
form.addEventListener("change", count);
if (form.querySelector("input[data-key]")) form.querySelector("[data-keys-hint]").hidden = false;
count();
