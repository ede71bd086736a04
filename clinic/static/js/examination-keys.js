// The examination by keys alone. A group of picks is one stop of Tab: arrows and first letters move inside it, Space
// picks. Control and Enter opens the next section; Backspace takes back a picked answer.
const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const boxesOf = (group) => [...group.querySelectorAll("input[type=checkbox]")];

function stopAt(group, box) {
  for (const other of boxesOf(group)) other.tabIndex = other === box ? 0 : -1;
}

function target(boxes, at, event) {
  if (event.key in MOVES) return boxes[(at + MOVES[event.key] + boxes.length) % boxes.length];
  if (event.key === "Home") return boxes[0];
  if (event.key === "End") return boxes[boxes.length - 1];
  if (event.key.length !== 1 || event.key === " ") return null;
  const letter = event.key.toLowerCase();
  const words = (box) => box.closest("label").textContent.trim().toLowerCase();
  return [...boxes.slice(at + 1), ...boxes.slice(0, at + 1)].find((box) => words(box).startsWith(letter));
}

export function byKeys(form, unpick) {
  for (const group of form.querySelectorAll("fieldset:has(.pick)")) {
    const boxes = boxesOf(group);
    stopAt(group, boxes.find((box) => box.checked) ?? boxes[0]);
    group.addEventListener("focusin", (event) => event.target.matches("input") && stopAt(group, event.target));
    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = target(boxes, boxes.indexOf(event.target), event);
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
  form.addEventListener("keydown", (event) => {
    if (!["Backspace", "Delete"].includes(event.key) || !event.target.matches("input[type=radio]:checked")) return;
    event.preventDefault();
    unpick(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-next]"));
  });
  // Who came by "on to the next section" goes on typing there.
  if (location.hash === "#start") firstOf(form)?.focus();
}

function firstOf(form) {
  const boxes = form.querySelectorAll("[data-field] :is(input:not([type=hidden]), select, textarea), [data-view]");
  return [...boxes].find((box) => box.checkVisibility() && box.tabIndex >= 0);
}
