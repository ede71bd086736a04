/* The error summary takes the focus when a page comes back with something to fix, and its links lead into the fields. */

const summary = document.querySelector("[data-error-summary]");

if (summary) {
  summary.focus();
  document.title = `Fix: ${document.title}`;
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
    (target.querySelector("legend") ?? document.querySelector(`label[for="${target.id}"]`) ?? target).scrollIntoView();
    (control ?? target).focus({ preventScroll: true });
  });
}
