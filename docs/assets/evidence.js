// Everything works without this. Escape closes the menu, and hides a source's preview until the pointer or the focus
// moves (WCAG 1.4.13); on a phone "On this page" starts folded.
(() => {
  const hide = (on) => document.documentElement.classList.toggle("dw-tips-off", on);
  const menu = document.querySelector(".dw-menu");
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hide(true);
    if (menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  addEventListener("focusin", () => hide(false));
  addEventListener("pointerover", (event) => event.target.closest(".dw-cite, .dw-term") && hide(false));
  if (matchMedia("(max-width: 59.99em)").matches) {
    for (const contents of document.querySelectorAll(".dw-toc details")) contents.open = false;
  }
})();
