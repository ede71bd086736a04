// What was typed into an examination and is not with the clinic: it waits in this tab, section by section, whether the
// line was lost or the words were refused. Nothing typed is forgotten by opening another section or by a closed lid.
const PREFIX = "examination:";
const keyOf = (note, section) => `${PREFIX}${note}:${section}`;

/* Whether two paths lead to the same box, or one of them into the other: "S07" and "S07.squat". */
export const touches = (path, other) => `${other}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${other}.`);

/* `what`: heading and address of the section, paths, pairs of name and text, the version they were typed on. */
export function keep(note, section, what) {
  if (what.paths.length) sessionStorage.setItem(keyOf(note, section), JSON.stringify(what));
  else sessionStorage.removeItem(keyOf(note, section));
}

export const keptIn = (note, section) => JSON.parse(sessionStorage.getItem(keyOf(note, section)) ?? "null");

/* What waits in other sections than this one. */
function keptElsewhere(note, section) {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(`${PREFIX}${note}:`) && key !== keyOf(note, section))
    .map((key) => JSON.parse(sessionStorage.getItem(key)));
}

/* Says in `spot` where something waits, with the way there. True when there is anything. */
export function tellElsewhere(spot, note, section = "") {
  const waiting = keptElsewhere(note, section);
  spot.hidden = !waiting.length;
  spot.replaceChildren(
    ...waiting.flatMap(({ heading, href, paths }, number) => {
      const way = document.createElement("a");
      way.href = href;
      way.textContent = heading;
      const count = paths.length === 1 ? "1 answer" : `${paths.length} answers`;
      return [`${number ? " " : ""}Not saved: ${count} typed under `, way, "."];
    }),
  );
  return waiting.length > 0;
}
