// Everything works without this. Escape closes the menu, and hides a source's preview until the pointer or the focus
// moves (WCAG 1.4.13); on a phone "On this page" starts folded. Search, and keeping the site on a device, are fetched
// when somebody asks for them.
(() => {
  const assets = new URL(".", document.currentScript.src);
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // readers may tell their browser to keep nothing
    }
  };
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

  const ask = (rel, address, more) =>
    new Promise((resolve) => {
      const href = new URL(address, assets);
      const link = Object.assign(document.createElement("link"), { rel, href, onload: resolve, onerror: resolve, ...more });
      document.head.append(link);
    });
  const fetchSearch = async () => {
    const indexed = !document.querySelector("meta[name=dw-preview]");
    const dialog = import(new URL("search.js", assets));
    // On a slow link each wait for one file before the next is felt, so Pagefind's are asked for early: its script now,
    // and its largest file as soon as the dialog can be shown.
    if (indexed) ask("modulepreload", "../pagefind/pagefind.js");
    await ask("stylesheet", "styles/search.css");
    if (indexed) ask("preload", "../pagefind/wasm.en.pagefind", { as: "fetch", crossOrigin: "anonymous" });
    return dialog;
  };
  let coming;
  const search = async (words) => {
    coming ??= fetchSearch();
    try {
      (await coming).openSearch(words);
    } catch {
      coming = undefined; // it could not be fetched: the page of that name says how to browse
      location.assign(link.href);
    }
  };
  const link = document.querySelector(".dw-searchbtn"); // without scripts it leads to the page of that name
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  button.addEventListener("click", () => search());
  link.replaceWith(button);
  addEventListener("keydown", (event) => {
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select");
    const slash = event.key === "/" && alone && !kept("dw-no-slash");
    if (!slash && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    search();
  });
  const form = document.querySelector(".dw-searchbar");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    search(new FormData(form).get("q"));
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (form && asked) search(asked);

  const offline = document.querySelector(".dw-offline");
  if (offline) import(new URL("offline.js", assets)).then(({ offer }) => offer(offline));
})();
