/* Turns the typed pain number into a slider with − and +. The typed field stays the one that is sent, so an untouched
   scale stays empty. Bands as on the guide: 0–2 fine, 3–5 OK, 6–10 ease back. */

const WORDS = { fine: "fine", ok: "OK", ease: "ease back" };

const bandOf = (number) => (number <= 2 ? "fine" : number <= 5 ? "ok" : "ease");

/* The guide under the scale already holds the three shapes: borrow a copy. */
const shapeOf = (scale, band) => scale.querySelector(`.guide .shape--${band}`).cloneNode(true);

function enhance(scale) {
  const typed = scale.querySelector("input[type=number]");
  const range = scale.querySelector("input[type=range]");
  const says = scale.querySelector("[data-pain-says]");
  const chip = scale.querySelector("[data-pain-chip]");
  const ticks = [...scale.querySelectorAll(".pain__ticks span")];

  function show() {
    const set = typed.value !== "" && typed.validity.valid;
    const number = set ? Number(typed.value) : null;
    const band = set ? bandOf(number) : "";
    scale.dataset.band = band;
    range.value = set ? number : 0;
    range.setAttribute("aria-valuetext", set ? `${number} out of 10, ${WORDS[band]}` : "Not set");
    ticks.forEach((tick, at) => tick.classList.toggle("is-now", at === number));
    chip.hidden = false;
    chip.className = set ? `chip chip--${band}` : "chip";
    chip.replaceChildren();
    if (set) chip.append(shapeOf(scale, band));
    chip.append(set ? WORDS[band][0].toUpperCase() + WORDS[band].slice(1) : "Not set");
    says.textContent = set ? `${number} is ${WORDS[band]}. ${scale.dataset[band]}` : "";
  }

  function choose(number) {
    typed.value = Math.min(10, Math.max(0, number));
    typed.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  }

  scale.querySelector("[data-pain-slider]").hidden = false;
  for (const button of scale.querySelectorAll("[data-pain-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const step = Number(button.dataset.painStep);
      choose(typed.value === "" ? 0 : Number(typed.value) + step);
    });
  }
  range.addEventListener("input", () => choose(Number(range.value)));
  // A press on the resting thumb at 0 changes nothing, so "input" never comes: take the press itself as the answer.
  range.addEventListener("click", () => choose(Number(range.value)));
  range.addEventListener("keydown", (event) => {
    if (typed.value === "" && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(0);
    }
  });
  typed.addEventListener("input", () => show());
  show();
}

document.querySelectorAll("[data-pain]").forEach(enhance);
