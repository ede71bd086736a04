// The boxes of the examination's form: which path a control belongs to, and putting a value into a path.

/* The spot on the page that a control's name belongs to: "S07.squat" is part of the box "S07". */
function spotOf(form, name) {
  return form.elements.namedItem(name) && [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)][0]?.closest("[data-path]");
}

/* The box path of a control. Lines of a list are one box: "S18.0.area" belongs to "S18". */
export function boxOf(form, name) {
  if (name === "contact_date" || name === "contact_time") return "contact_at";
  const spot = spotOf(form, name);
  if (!spot) return name;
  const row = spot.closest(".exam__list")?.closest("[data-field]");
  return row ? row.dataset.field : spot.dataset.path;
}

export const pathsIn = (form, name) => [boxOf(form, name)];

/* Put back what was kept (pairs of name and text), or what somebody else has written (a plain value). */
export function fill(form, path, value) {
  const controls = [...form.elements].filter((control) => control.name && boxOf(form, control.name) === path);
  const pairs = Array.isArray(value) && value.every((pair) => Array.isArray(pair)) ? value : null;
  for (const control of controls) {
    const own = pairs ? pairs.filter(([name]) => name === control.name).map(([, text]) => text) : texts(path, control, value);
    if (control.matches("[type=radio], [type=checkbox]")) control.checked = own.includes(control.value);
    else control.value = own[0] ?? "";
  }
}

function texts(path, control, value) {
  if (value === null || value === undefined) return [];
  if (path === "contact_at") {
    return [control.name === "contact_date" ? value.slice(0, 10) : value.slice(11, 16)];
  }
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (control.type === "hidden") return [JSON.stringify(value)];
  if (Array.isArray(value)) return value.every((one) => typeof one === "string") ? value : rowText(path, control, value);
  if (typeof value === "object") {
    const pain = value[control.name.slice(path.length + 1)];
    return pain === null || pain === undefined ? [] : [String(pain)];
  }
  return [String(value)];
}

function rowText(path, control, rows) {
  const [number, key] = control.name.slice(path.length + 1).split(".");
  const cell = rows[Number(number)]?.[key];
  return cell === undefined || cell === null ? [] : [String(cell)];
}
