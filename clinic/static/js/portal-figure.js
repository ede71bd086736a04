/* Pause and play of an exercise figure; off screen it pauses by itself. */

for (const box of document.querySelectorAll("[data-figure]")) {
  const drawing = box.querySelector("[data-moving] svg");
  const button = box.querySelector("[data-pause]");
  if (!drawing?.pauseAnimations || !button) continue;
  let paused = false;
  button.hidden = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  button.addEventListener("click", () => {
    paused = !paused;
    drawing[paused ? "pauseAnimations" : "unpauseAnimations"]();
    button.setAttribute("aria-pressed", String(paused));
  });
  new IntersectionObserver(([seen]) => {
    if (!paused) drawing[seen.isIntersecting ? "unpauseAnimations" : "pauseAnimations"]();
  }).observe(drawing);
}
