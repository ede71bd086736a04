/* The bar under the chart's head tells who this is once the head has gone from view. */

const bar = document.querySelector("[data-chart-bar]");
const head = document.querySelector(".chart-head");
const top = Math.round(parseFloat(getComputedStyle(bar).top)) || 0;

new IntersectionObserver(([seen]) => bar.classList.toggle("is-stuck", !seen.isIntersecting), {
  rootMargin: `-${top}px 0px 0px 0px`,
}).observe(head);
