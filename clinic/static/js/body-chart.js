// Marks on the body chart, by pointer or by keys. They are kept as JSON in the field that the form sends.
const WIDTH = 220;
const HEIGHT = 300;
const STEP = 5;
const REACH = 14;
const SVG = "http://www.w3.org/2000/svg";

function chart(root) {
  const field = root.querySelector("[data-marks]");
  const list = root.querySelector("[data-list]");
  const told = root.querySelector("[data-told]");
  const views = [...root.querySelectorAll("[data-view]")];
  let marks = field.value ? JSON.parse(field.value) : [];

  const sideOf = (mark) => ((mark.x > 0.5) === (mark.view === "front") ? "Left" : "Right");

  function draw() {
    for (const view of views) {
      const dots = marks
        .filter((mark) => mark.view === view.dataset.view)
        .map((mark) => {
          const dot = document.createElementNS(SVG, "circle");
          dot.setAttribute("class", "bodychart__dot");
          dot.setAttribute("cx", mark.x * WIDTH);
          dot.setAttribute("cy", mark.y * HEIGHT);
          dot.setAttribute("r", 6);
          return dot;
        });
      view.querySelector("[data-dots]").replaceChildren(...dots);
    }
    list.replaceChildren(...(marks.length ? marks.map(line) : [words("li", "No marks yet", "quiet")]));
  }

  function words(tag, text, kind = "") {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = kind;
    return element;
  }

  function line(mark, number) {
    const item = words("li", `${number + 1}. ${sideOf(mark)} leg, ${mark.view}`);
    const away = words("button", "Take away", "button button--second button--edge button--small");
    away.type = "button";
    away.setAttribute("aria-label", `Take away mark ${number + 1}, ${sideOf(mark).toLowerCase()} leg, ${mark.view}`);
    away.addEventListener("click", () => {
      keep(marks.filter((other) => other !== mark), "Mark taken away");
      (list.querySelector("button") ?? views[0]).focus();
    });
    item.append(away);
    return item;
  }

  function keep(next, said) {
    marks = next;
    field.value = marks.length ? JSON.stringify(marks) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    told.textContent = said;
    draw();
  }

  function near(view, x, y) {
    return marks
      .filter((mark) => mark.view === view.dataset.view)
      .map((mark) => ({ mark, away: Math.hypot(mark.x * WIDTH - x, mark.y * HEIGHT - y) }))
      .filter(({ away }) => away <= REACH)
      .sort((one, other) => one.away - other.away)[0]?.mark;
  }

  function add(view, x, y) {
    const mark = { view: view.dataset.view, x: Number((x / WIDTH).toFixed(3)), y: Number((y / HEIGHT).toFixed(3)) };
    keep([...marks, mark], `Marked, ${sideOf(mark).toLowerCase()} leg`);
  }

  for (const view of views) {
    const cursor = view.querySelector("[data-cursor]");
    const at = { x: 70, y: 140 };
    const show = () => {
      cursor.removeAttribute("hidden");
      cursor.setAttribute("transform", `translate(${at.x} ${at.y})`);
    };
    view.addEventListener("focus", () => view.matches(":focus-visible") && show());
    view.addEventListener("blur", () => cursor.setAttribute("hidden", ""));
    view.addEventListener("click", (event) => {
      const box = view.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      const y = ((event.clientY - box.top) / box.height) * HEIGHT;
      const here = near(view, x, y);
      if (here) keep(marks.filter((mark) => mark !== here), "Mark taken away");
      else add(view, x, y);
    });
    view.addEventListener("keydown", (event) => {
      const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (moves[event.key]) {
        at.x = Math.min(WIDTH, Math.max(0, at.x + moves[event.key][0]));
        at.y = Math.min(HEIGHT, Math.max(0, at.y + moves[event.key][1]));
        show();
      } else if (event.key === "Enter" || event.key === " ") {
        add(view, at.x, at.y);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        const here = near(view, at.x, at.y);
        if (here) keep(marks.filter((mark) => mark !== here), "Mark taken away");
      } else {
        return;
      }
      event.preventDefault();
    });
  }
  draw();
}

for (const root of document.querySelectorAll("[data-body-chart]")) chart(root);
