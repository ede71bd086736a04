// Lists of the examination: as soon as the last line is begun, an empty one stands below it.
const ROW = ".exam__list";

const begun = (row) => [...row.querySelectorAll("input, select, textarea")].some((box) => (box.matches("[type=radio]") ? box.checked : box.value));

function numbered(text, from, to) {
  return text.replace(new RegExp(`([.-])${from}([.-])`), `$1${to}$2`);
}

function add(row) {
  const rows = [...row.parentElement.querySelectorAll(`:scope > ${ROW}`)];
  const [from, to] = [rows.length - 1, rows.length];
  const next = row.cloneNode(true);
  for (const part of next.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "data-path", "aria-describedby"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, numbered(part.getAttribute(name), from, to));
    }
    if (part.matches("[type=radio]")) part.checked = false;
    else if (part.matches("input, select, textarea")) part.value = "";
    if (part.matches(".exam__said")) part.replaceChildren();
  }
  row.after(next);
}

export function growLists(form) {
  form.addEventListener("input", (event) => {
    const row = event.target.closest(ROW);
    if (row && !row.nextElementSibling?.matches(ROW) && begun(row)) add(row);
  });
}
