// Escape hides a source preview until the pointer or the focus moves (WCAG 1.4.13); on a phone "On this page" starts folded.
(() => {
  const hide = (on) => document.documentElement.classList.toggle("dw-tips-off", on);
  addEventListener("keydown", (event) => event.key === "Escape" && hide(true));
  addEventListener("focusin", () => hide(false));
  addEventListener("pointerover", (event) => event.target.closest(".dw-cite") && hide(false));
  if (matchMedia("(max-width: 59.99em)").matches) {
    for (const contents of document.querySelectorAll(".dw-toc details")) contents.open = false;
  }
})();
