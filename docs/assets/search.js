// The search, fetched when a reader opens it: a dialog over Pagefind's index. Words go in as text, never as HTML.
const root = new URL("../", import.meta.url);
const FILTERS = {
  kind: "Kind of page",
  nation: "Nation",
  way: "Way to involve",
  area: "Area of commissioning",
  source: "Kind of source",
};
const AT_ONCE = 6; // results that are listed before somebody asks for more: as many as browsers fetch at a time
// A word that every page holds unseen and nobody types. Asked for no word at all, Pagefind fetches its whole index.
const EVERY = "ᚠᚠᚠ";
const PAUSE = 150; // milliseconds after the last key
const preview = document.querySelector("meta[name=dw-preview]");

const keep = (use) => {
  try {
    return use(localStorage);
  } catch {
    return null; // readers may tell their browser to keep nothing
  }
};

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const input = element("input", { id: "dw-words", type: "search", autocomplete: "off", enterKeyHint: "search" });
const selects = Object.fromEntries(
  Object.keys(FILTERS).map((name) => [name, element("select", { id: `dw-by-${name}` })]),
);
const clear = element("button", { type: "button", className: "dw-plain", hidden: true }, "Clear what was chosen");
const filters = element(
  "details",
  { className: "dw-narrow", open: matchMedia("(min-width: 48em)").matches },
  element("summary", {}, "Narrow down"),
  element(
    "div",
    {},
    ...Object.entries(FILTERS).map(([name, words]) =>
      element("div", {}, element("label", { htmlFor: `dw-by-${name}` }, words), selects[name]),
    ),
  ),
  clear,
);
const found = element("p", { className: "dw-found" });
found.setAttribute("role", "status");
const hits = element("ol", { className: "dw-hits" });
hits.setAttribute("role", "list");
const more = element("button", { type: "button", className: "dw-plain", hidden: true }, "Show more");
const browse = element(
  "div",
  { className: "dw-browse", hidden: true },
  element("p", {}, "You can also browse:"),
  document.querySelector(".dw-nav ul").cloneNode(true),
);
const slash = element("input", { type: "checkbox", id: "dw-slash", checked: !keep((kept) => kept.getItem("dw-no-slash")) });
const shut = element("button", { type: "button" }, "Close");
const dialog = element(
  "dialog",
  { className: "dw dw-search", id: "dw-search" },
  element(
    "form",
    { className: "dw-search__top", method: "dialog" },
    element("label", { htmlFor: "dw-words" }, "Search", input),
    shut,
  ),
  element(
    "div",
    { className: "dw-search__body" },
    filters,
    found,
    hits,
    more,
    browse,
    element(
      "p",
      { className: "dw-keys" },
      element("label", { htmlFor: "dw-slash" }, slash, "The key / opens the search"),
      " (Ctrl and K always do)",
    ),
  ),
);
dialog.setAttribute("aria-label", "Search");

const engine = preview ? Promise.reject(new Error("a preview has no index")) : start();
engine.catch(() => {}); // said in the dialog

async function start() {
  const { createInstance } = await import(new URL("pagefind/pagefind.js", root));
  return createInstance({ noWorker: true, excerptLength: 24 });
}

let asked = 0; // the number of the newest question: an answer to an older one comes too late

/** Open the dialog, with words to look for if there are any. */
export async function openSearch(words = "") {
  if (!dialog.isConnected) document.body.append(dialog);
  if (dialog.open) return;
  dialog.showModal();
  input.value = words || input.value;
  input.select();
  await look();
}

async function look() {
  const question = ++asked;
  const words = input.value.trim();
  const chosen = Object.fromEntries(
    Object.entries(selects).flatMap(([name, select]) => (select.value ? [[name, select.value]] : [])),
  );
  const narrowed = Object.keys(chosen).length > 0;
  try {
    const pagefind = await engine;
    const asking = words || narrowed;
    const answer = asking ? await pagefind.search(words || EVERY, { filters: chosen }) : { results: [] };
    const counts = asking ? answer.filters : await pagefind.filters();
    if (question !== asked) return;
    offer(counts, chosen);
    clear.hidden = !narrowed;
    await list(answer.results, question);
    if (question === asked) say(asking, answer.results.length);
  } catch (error) {
    found.textContent = preview
      ? "This is a preview, and it has no search: the search is made with the whole site, by evidence build."
      : "The search could not be loaded. Is the internet there?";
    browse.hidden = false;
  }
}

function say(asking, count) {
  if (!asking) found.textContent = "Write a word, or choose from the lists.";
  else if (!count) found.textContent = "Nothing found. Try another word, or fewer choices.";
  else found.textContent = count === 1 ? "1 page found" : `${count} pages found`;
  browse.hidden = count > 0;
}

/** Fill the lists of what to choose from, each choice with the number of pages that it would leave. */
function offer(counts, chosen) {
  for (const [name, select] of Object.entries(selects)) {
    const options = Object.entries(counts[name] ?? {}).map(([value, count]) => {
      const left = name in chosen ? "" : ` (${count})`;
      return element("option", { value, disabled: !count && !(name in chosen) }, value + left);
    });
    select.replaceChildren(element("option", { value: "" }, "Any"), ...options);
    select.value = chosen[name] ?? "";
  }
}

async function list(results, question, from = 0) {
  const shown = await Promise.all(results.slice(from, from + AT_ONCE).map((result) => result.data()));
  if (question !== asked) return;
  if (!from) hits.replaceChildren();
  const items = shown.map(hit);
  hits.append(...items);
  more.hidden = results.length <= from + AT_ONCE;
  more.onclick = async () => {
    await list(results, question, from + AT_ONCE);
    hits.children[from + AT_ONCE]?.querySelector("a").focus();
  };
}

/** Give a page that was found: its title, what it is, and the words around what was looked for. */
function hit(page) {
  const marks = ({ excerpt }) => excerpt.split("<mark>").length - 1;
  const parts = page.sub_results.filter((one) => one.url.includes("#") && marks(one));
  const [part] = parts.sort((one, other) => marks(other) - marks(one));
  const what = [...(page.filters.kind ?? []), ...(page.filters.nation ?? [])].join(" · ");
  return element(
    "li",
    { className: "dw-hit" },
    element("h3", {}, element("a", { href: page.url }, page.meta.title)),
    element("p", { className: "dw-quiet" }, what),
    element("p", {}, ...marked(part?.excerpt ?? page.excerpt.replace(`${page.meta.title}. `, ""))),
    ...(part ? [element("p", {}, "Under: ", element("a", { href: part.url }, part.title))] : []),
  );
}

/** Turn Pagefind's excerpt into text with marks in it, without the brackets that are left of citations. */
function marked(excerpt) {
  const text = excerpt.replace(/\s?\((?:\s|;|,[^;()]*|citing|see)*\)/g, "");
  return text.split(/<\/?mark>/).map((words, place) => {
    const plain = words.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return place % 2 ? element("mark", {}, plain) : plain;
  });
}

let pause;
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(look, PAUSE);
});
filters.addEventListener("change", look);
clear.addEventListener("click", () => {
  for (const select of Object.values(selects)) select.value = "";
  input.focus();
  look();
});
slash.addEventListener("change", () => {
  keep((kept) => (slash.checked ? kept.removeItem("dw-no-slash") : kept.setItem("dw-no-slash", "yes")));
});
shut.addEventListener("click", () => dialog.close());
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault(); // Enter looks again, and leaves the dialog open
  look();
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
