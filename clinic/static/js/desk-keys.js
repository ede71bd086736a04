/* Single keys for the desk. A thing that a key presses carries it: data-key="a". Keys never fire inside a field, with
   Ctrl, Alt or Meta held, or while a dialog is open; they can be turned off at this computer. Ctrl+Enter works in fields.
   J and K move through the enquiries, the arrows between the visits. */

const OFF = "desk-keys-off";
const board = document;

function off() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

const seen = (node) => node.getClientRects().length > 0;

function inField(target) {
  return target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])");
}

/* What a key means here: the open panel comes before the rest of the page. */
function bearer(key) {
  const found = [...board.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const ours = found.filter((node) => seen(node) || node.matches("input[type=radio]"));
  return ours.find((node) => node.closest("#panel")) ?? ours[0];
}

function press(node) {
  if (node.matches("input[type=search]")) {
    node.focus();
    node.select();
  } else if (node.matches("input[type=radio]")) {
    node.checked = true;
    node.focus({ preventScroll: true });
    node.closest("label")?.scrollIntoView({ block: "nearest" });
    node.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    node.click();
  }
}

function along(items, step) {
  if (!items.length) return;
  const at = items.findIndex((item) => item === document.activeElement || item.getAttribute("aria-current") === "true");
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + step, 0), items.length - 1);
  const here = items.indexOf(document.activeElement);
  items[here < 0 ? next : Math.min(Math.max(here + step, 0), items.length - 1)].focus();
}

/* Up and down in a column; left and right to the visit of the next column that is nearest in time. */
function acrossDiary(key) {
  const visits = [...document.querySelectorAll(".diary [data-visit]")];
  if (!visits.length) return false;
  const now = document.activeElement.closest?.(".diary [data-visit]");
  if (!now) {
    (visits.find((visit) => visit.getAttribute("aria-current")) ?? visits[0]).focus();
    return true;
  }
  const column = now.closest(".diary__col, tbody");
  if (key === "ArrowUp" || key === "ArrowDown") {
    along([...column.querySelectorAll("[data-visit]")], key === "ArrowDown" ? 1 : -1);
    return true;
  }
  let beside = column;
  do {
    beside = key === "ArrowRight" ? beside.nextElementSibling : beside.previousElementSibling;
  } while (beside && !beside.querySelector("[data-visit]"));
  if (!beside) return true;
  const top = now.getBoundingClientRect().top;
  const away = (visit) => Math.abs(visit.getBoundingClientRect().top - top);
  [...beside.querySelectorAll("[data-visit]")].sort((a, b) => away(a) - away(b))[0].focus();
  return true;
}

function send() {
  const open = document.activeElement?.closest("form");
  const button = open?.querySelector("[data-send]") ?? document.querySelector("#panel [data-send], main [data-send]");
  button?.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (send()) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || off() || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (event.target.matches?.("input, textarea, select")) event.target.blur();
    else document.querySelector("#panel [data-close]")?.click();
    return;
  }
  if (inField(event.target)) return;
  const radios = event.target.matches?.("input[type=radio]");
  if (event.key.startsWith("Arrow") && !radios && !event.shiftKey) {
    if (document.activeElement === document.body || document.activeElement.closest(".diary")) {
      if (acrossDiary(event.key)) event.preventDefault();
    }
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    along([...document.querySelectorAll("[data-inbox-item]")].filter(seen), key === "j" ? 1 : -1);
    event.preventDefault();
    return;
  }
  const node = bearer(key);
  if (!node) return;
  event.preventDefault();
  press(node);
});

/* All keys: the dialog, and its switch. */
const dialog = document.querySelector("[data-keys-dialog]");
const opener = document.querySelector("[data-all-keys]");
const turn = document.querySelector("[data-keys-switch]");
if (dialog && opener && turn) {
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  const show = () => {
    turn.checked = !off();
    document.body.classList.toggle("keys-off", off());
  };
  turn.addEventListener("change", () => {
    try {
      if (turn.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    } catch {
      turn.checked = true;
    }
    show();
  });
  show();
}
