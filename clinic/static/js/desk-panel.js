/* Opens an enquiry or a visit beside the board without loading the page anew, names the chosen time on the button, and
   keeps the board fresh. Without this file every link is an ordinary page. */

const FRESH_MS = 60000;
const panel = document.getElementById("panel");
const board = document.querySelector(".board");
let shown = location.pathname + location.search;

function mark(href) {
  const path = new URL(href, location.href).pathname;
  for (const link of document.querySelectorAll("[data-inbox-item], [data-visit]")) {
    const chosen = new URL(link.href).pathname === path;
    link.toggleAttribute("aria-current", chosen);
    if (chosen) link.setAttribute("aria-current", "true");
    link.closest(".enquiry")?.classList.toggle("is-chosen", chosen);
    if (link.matches(".visit")) link.classList.toggle("is-chosen", chosen);
  }
}

function wide() {
  return matchMedia("(width >= 50rem)").matches;
}

async function open(href, push) {
  await window.htmx.ajax("GET", href, { target: "#panel", swap: "innerHTML" });
  board.classList.add("has-panel", "board--panel");
  board.classList.remove("board--inbox", "board--diary");
  mark(href);
  if (push) {
    history.pushState({ panel: true }, "", href);
    shown = location.pathname + location.search;
  }
  panel.scrollTop = 0;
}

if (panel && board) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel-link]");
    if (!link || !window.htmx || !wide() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // A gap in the diary is for whoever is being booked; else for somebody new.
    const booking = "gap" in link.dataset ? panel.querySelector("form[data-here]") : null;
    if (booking) link.href = booking.dataset.here + new URL(link.href).search;
    const fromPanel = panel.contains(link);
    open(link.href, true).then(() => {
      if (fromPanel) panel.querySelector("h2")?.closest(".panel__head")?.nextElementSibling?.querySelector("a, button, input")?.focus();
    });
  });
  // Back and forward are other pages; a jump inside this one, as by the skip link, is not.
  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) location.reload();
  });
  // A refused load (signed out, gone) is a page of its own.
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target?.id === "panel") location.assign(event.detail.pathInfo.requestPath);
  });
}

/* The button says which time it takes. */
document.addEventListener("change", (event) => {
  const time = event.target.closest("input[data-says]");
  const says = time?.closest("form")?.querySelector("[data-says-time]");
  if (says) says.textContent = time.dataset.says;
});
document.addEventListener("htmx:afterSwap", () => {
  const time = document.querySelector("[data-times-form] input[data-says]:checked");
  const says = time?.closest("form")?.querySelector("[data-says-time]");
  if (says) says.textContent = time.dataset.says;
});

/* Every minute the left and the middle come anew, unless somebody is at work in them. */
async function freshen() {
  if (document.hidden || !board || !wide()) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const selector of ["#inbox", "#diary", ".deskbar__counts"]) {
    const old = document.querySelector(selector);
    const fresh = page.querySelector(selector);
    if (!old || !fresh || old.contains(document.activeElement)) continue;
    const place = [old.scrollTop, old.scrollLeft];
    old.replaceWith(fresh);
    [fresh.scrollTop, fresh.scrollLeft] = place;
  }
}

if (board) {
  setInterval(freshen, FRESH_MS);
  // The day opens at now, not at the first hour.
  const diary = document.getElementById("diary");
  const now = diary?.querySelector(".diary__col .now");
  const chosen = diary?.querySelector(".visit.is-chosen");
  const mark = chosen ?? now;
  if (diary && mark && diary.scrollHeight > diary.clientHeight) {
    diary.scrollTop = mark.getBoundingClientRect().top - diary.getBoundingClientRect().top - diary.clientHeight / 3;
  }
}
