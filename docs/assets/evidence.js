// Everything works without this. The colours follow the device until the reader chooses. Escape closes the menu, and
// hides a source's preview until the pointer or the focus moves (WCAG 1.4.13); on a phone "On this page" starts folded.
// Search, and keeping the site on a device, are fetched when somebody asks for them.
(() => {
  const assets = new URL(".", document.currentScript.src);
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // readers may tell their browser to keep nothing
    }
  };
  document.documentElement.classList.replace("no-js", "js");

  const palettes = [...document.querySelectorAll("[data-md-component=palette] input")];
  const device = matchMedia("(prefers-color-scheme: dark)");
  const paint = (chosen) => {
    chosen.checked = true;
    for (const input of palettes) input.nextElementSibling.hidden = input !== chosen; // its label, which offers the other
    for (const name of ["media", "scheme"]) {
      document.body.setAttribute(`data-md-color-${name}`, chosen.getAttribute(`data-md-color-${name}`));
    }
  };
  const choose = (input) => {
    paint(input);
    const { mdColorMedia: media, mdColorScheme: scheme } = input.dataset;
    __md_set("__palette", { index: palettes.indexOf(input), color: { media, scheme } }); // as Material keeps it
  };
  const chosen = () => kept(`${__md_scope.pathname}.__palette`) && palettes[__md_get("__palette").index];
  const follow = () => paint(chosen() ?? palettes.find((input) => matchMedia(input.dataset.mdColorMedia).matches));
  device.addEventListener("change", follow);
  for (const [place, input] of palettes.entries()) {
    input.addEventListener("change", () => choose(input));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      const next = palettes[(place + 1) % palettes.length];
      choose(next);
      next.focus();
    });
  }
  follow();

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
  // A preview opens above its citation where there is no room below. If there is none at all, the page moves.
  const open = (cite) => {
    const tip = cite.nextElementSibling;
    if (!tip?.matches(".dw-tip")) return;
    tip.style.translate = "";
    const below = tip.getBoundingClientRect();
    const above = cite.getBoundingClientRect().top - below.height - 4;
    if (below.bottom > innerHeight && above >= 0) tip.style.translate = `0 ${above - below.top}px`;
    else if (cite.matches(":focus-visible")) tip.scrollIntoView({ block: "nearest" });
  };
  for (const event of ["focusin", "pointerover"]) {
    addEventListener(event, ({ target }) => {
      const cite = target.closest?.(".dw-cite, .dw-term");
      if (cite || event === "focusin") hide(false);
      if (cite) requestAnimationFrame(() => open(cite)); // a browser may still move the page
    });
  }
  // A table that is wider than its place scrolls by itself, for which the keyboard has to reach it.
  const reach = () => {
    for (const table of document.querySelectorAll(".md-typeset table")) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", reach);
  reach();

  // A link may lead to a statement within a tab that is closed.
  const reveal = () => {
    const place = document.getElementById(location.hash.slice(1));
    const within = (element) => element?.closest(".tabbed-block");
    for (let tab = within(place); tab; tab = within(tab.parentElement)) {
      const number = [...tab.parentElement.children].indexOf(tab);
      tab.closest(".tabbed-set").querySelectorAll(":scope > input")[number].checked = true;
    }
    if (within(place)) place.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

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
    const style = ask("stylesheet", "styles/search.css");
    const dialog = import(new URL("search.js", assets));
    // On a slow link each wait for one file before the next is felt, so all that Pagefind needs first is asked for here,
    // and the largest last.
    const early = document.querySelector("meta[name=dw-preview]") ? () => {} : ask;
    const fetched = { as: "fetch", crossOrigin: "anonymous" };
    early("modulepreload", "../pagefind/pagefind.js");
    early("preload", `../pagefind/pagefind-entry.json?ts=${Date.now()}`, fetched);
    await style;
    early("preload", "../pagefind/wasm.en.pagefind", fetched);
    return dialog;
  };
  let coming;
  const warm = () => {
    coming ??= fetchSearch();
    coming.catch(() => (coming = undefined)); // it could not be fetched: it is asked for again
    return coming;
  };
  const search = async (words) => {
    try {
      (await warm()).openSearch(words);
    } catch {
      location.assign(link.href); // the page of that name says how to browse
    }
  };
  const link = document.querySelector(".dw-searchbtn"); // without scripts it leads to the page of that name
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  button.addEventListener("click", () => search());
  for (const intent of ["pointerenter", "pointerdown"]) button.addEventListener(intent, warm);
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
  form?.addEventListener("focusin", warm);
  const asked = new URLSearchParams(location.search).get("q");
  if (history.state?.search) search(); // the reader has come back to it
  else if (form && asked) search(asked);
  addEventListener("popstate", ({ state }) => state?.search && search());

  const offline = document.querySelector(".dw-offline");
  if (offline) import(new URL("offline.js", assets)).then(({ offer }) => offer(offline));
})();
