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
const FOUND = "found"; // what the dialog is closed with by a result on the same page
// Words that say little of what is looked for. Nearly every page holds them.
const SMALL = new Set(
  (
    "a about an and are as at be been being by can could did do does for from had has have how i if in into is it its " +
    "me my of on or our should so than that the their them there they this those to us was we were what when where " +
    "which who why will with would you your"
  ).split(" "),
);
const PAUSE = 100; // milliseconds after the last key
const SLOW = 600; // milliseconds after which we say that we are looking
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
const status = element("p", { className: "dw-found" });
status.setAttribute("role", "status");
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
const again = element("button", { type: "button", className: "dw-plain", hidden: true }, "Try again");
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
    status,
    again,
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

// Pagefind says nothing of files that it could not fetch, and searches in the others. So we look at each answer.
let missing = false;
const fetchAny = globalThis.fetch;
globalThis.fetch = async (...asked) => {
  const ours = String(asked[0]?.url ?? asked[0]).includes("/pagefind/");
  try {
    const answer = await fetchAny(...asked);
    missing ||= ours && !answer.ok;
    return answer;
  } catch (error) {
    missing ||= ours;
    throw error;
  }
};

const tag = document.querySelector("link[href*='pagefind-entry.json']")?.href.split("?ts=")[1]; // evidence.js asked early
let starts = 0;

async function start() {
  if (preview) throw new Error("a preview has no index");
  missing = false;
  const anew = starts++ ? `?${starts}` : ""; // browsers may not ask twice for a module that did not come
  const how = { noWorker: true, excerptLength: 24, metaCacheTag: starts > 1 ? null : tag };
  const [pagefind, compounds] = await Promise.all([
    import(new URL(`pagefind/pagefind.js${anew}`, root)).then(({ createInstance }) => createInstance(how)),
    fetch(new URL("pagefind/compounds.json", root)).then((answer) => answer.json()),
  ]);
  return { pagefind, compounds: new Map(compounds.map((pair) => [pair.replace("-", ""), pair.split("-")])) };
}

let engine = start();
engine.catch(() => {}); // said in the dialog

let asked = 0; // the number of the newest question: an answer to an older one comes too late

/**
 * Open the dialog, with words to look for if there are any. It has a place of its own in the browser's history, which
 * holds what was looked for: Back closes it, and Back from a page that was found brings it as it was.
 */
export async function openSearch(words = "") {
  if (!dialog.isConnected) document.body.append(dialog);
  if (dialog.open) return;
  const before = history.state?.search;
  if (before) restore(before);
  else history.pushState({ search: {} }, "");
  dialog.returnValue = "";
  dialog.showModal();
  if (!before) input.value = words || input.value;
  input.select();
  await look();
}

function restore({ words = "", chosen = {} }) {
  input.value = words;
  for (const [name, select] of Object.entries(selects)) {
    const value = chosen[name] ?? "";
    select.replaceChildren(element("option", { value }, value)); // until the lists are there
    if (value) filters.open = true;
  }
}

async function look() {
  const question = ++asked;
  const words = input.value.trim().replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"'); // as telephones write them
  const chosen = Object.fromEntries(
    Object.entries(selects).flatMap(([name, select]) => (select.value ? [[name, select.value]] : [])),
  );
  if (dialog.open) history.replaceState({ search: { words, chosen } }, "");
  const slow = setTimeout(() => question === asked && (status.textContent = "Looking …"), SLOW);
  try {
    const ready = await (engine ??= start());
    if (question !== asked) return;
    const { counts, results, loose } = await answer(ready, words, chosen);
    if (question !== asked) return;
    offer(counts, chosen);
    clear.hidden = !Object.keys(chosen).length;
    await list(results ?? [], question);
    if (question === asked) say(results, loose);
  } catch {
    if (question !== asked) return;
    if (!preview) engine = undefined; // the next question begins anew
    hits.replaceChildren();
    more.hidden = true;
    status.textContent = preview
      ? "This is a preview, and it has no search: the search is made with the whole site, by evidence build."
      : "The search could not be loaded. Is the internet there?";
    again.hidden = Boolean(preview);
    browse.hidden = false;
  } finally {
    clearTimeout(slow);
  }
}

/**
 * Give the pages that hold every word, or all that were chosen, and how many each further choice would leave. Where no
 * page holds the words of a phrase one after another, those that hold them all are given (`loose`).
 */
async function answer({ pagefind, compounds }, words, chosen) {
  if (!words) return everyPage(pagefind, chosen);
  const phrase = /^".+"$/.test(words);
  const ways = spellings(words, phrase, compounds);
  const found = await Promise.all(ways.map((terms) => pagesWith(pagefind, terms, phrase, chosen)));
  if (missing) throw new Error("a file did not come");
  const { counts, results } = await together(found, await pagefind.filters());
  if (results.length || !phrase) return { counts, results };
  return { ...(await answer({ pagefind, compounds }, words.replaceAll('"', " "), chosen)), loose: true };
}

async function everyPage(pagefind, chosen) {
  const totals = await pagefind.filters();
  const narrowed = Object.keys(chosen).length > 0;
  const all = narrowed && (await pagefind.search(EVERY, { filters: chosen, sort: { order: "asc" } }));
  if (missing) throw new Error("a file did not come");
  return all ? { counts: all.filters, results: all.results } : { counts: totals };
}

/**
 * Give the ways in which the index may hold the words, best first. It holds "co-production" as one word and as its two
 * parts, of which no phrase can be made. So the pairs that our pages join are looked for as one word, and all words
 * apart, and a phrase also as it was typed.
 */
function spellings(words, phrase, compounds) {
  const apart = words.split(/[\s/\-\u2010-\u2015]+/).map(bare).filter(Boolean);
  const parted = apart.flatMap((word) => compounds.get(word.toLowerCase()) ?? word);
  const joined = [];
  for (const word of parted) {
    const pair = `${joined.at(-1)}${word}`;
    if (compounds.has(pair.toLowerCase())) joined[joined.length - 1] = pair;
    else joined.push(word);
  }
  const typed = words.split(/[\s/]+/).map(bare).filter(Boolean);
  const ways = phrase ? [typed, joined, parted] : [telling(joined), telling(parted)];
  const distinct = new Map(ways.map((terms) => [terms.join(" ").toLowerCase(), terms]));
  distinct.delete(""); // what was typed holds no letter
  return [...distinct.values()];
}

/** Leave out the words that say little, unless there are no others. */
function telling(terms) {
  const kept = terms.filter((term) => !SMALL.has(term.toLowerCase()));
  return kept.length ? kept : terms;
}

/** Give what Pagefind finds: nothing if it does not know each word, for then it would leave some out. */
async function pagesWith(pagefind, terms, phrase, chosen) {
  const looked = Promise.all(terms.map((term) => isKnown(pagefind, term))); // first: these are the largest files
  const [known] = await Promise.all([looked, pagefind.filters()]);
  const all = await pagefind.search(phrase ? `"${terms.join(" ")}"` : terms.join(" "), { filters: chosen });
  return known.every(Boolean) ? all : { ...all, results: [] };
}

/** Put what was found in one or more ways together: each page once, and how many each further choice would leave. */
async function together(found, totals) {
  const results = [...new Map(found.flatMap((one) => one.results).map((page) => [page.id, page])).values()];
  if (!results.length) return { counts: emptied(totals), results };
  const most = found.reduce((one, other) => (other.results.length > one.results.length ? other : one));
  const counts = structuredClone(most.filters);
  const counted = new Set(most.results.map(({ id }) => id));
  const rest = await Promise.all(results.filter(({ id }) => !counted.has(id)).map((page) => page.data()));
  for (const [name, value] of rest.flatMap(({ filters }) => Object.entries(filters)).flatMap(pairs)) {
    if (counts[name]) counts[name][value] = (counts[name][value] ?? 0) + 1;
  }
  return { counts, results };
}

const pairs = ([name, values]) => values.map((value) => [name, value]);

/**
 * Say whether a page holds a word, or a longer one. Where none does, Pagefind shortens the word until it finds
 * something, or leaves it out.
 */
async function isKnown(pagefind, term) {
  if ((await pagefind.search(`"${term}"`)).results.length) return true;
  const { results } = await pagefind.search(term);
  const pages = await Promise.all(results.slice(0, AT_ONCE).map((result) => result.data()));
  return pages.some(({ content }) => content.split(/\s+/).some((word) => letters(word).startsWith(letters(term))));
}

const bare = (word) => word.replace(/[^\p{L}\p{M}\p{N}]/gu, "");

/** Give what counts when words are compared: letters and numbers, small, without accents. */
const letters = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

function emptied(counts) {
  return Object.fromEntries(
    Object.entries(counts).map(([name, values]) => [name, Object.fromEntries(Object.keys(values).map((value) => [value, 0]))]),
  );
}

function say(results, loose) {
  const count = results?.length;
  const pages = count === 1 ? "1 page" : `${count} pages`;
  if (!results) status.textContent = "Write a word, or choose from the lists.";
  else if (!count) status.textContent = "Nothing found. Try another word, or fewer choices.";
  else if (loose) status.textContent = `We did not find these words one after another. ${pages} found with all of them`;
  else status.textContent = `${pages} found`;
  browse.hidden = count > 0;
  again.hidden = true;
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

/** Turn Pagefind's excerpt into text with marks in it, without what is left of citations and links. */
function marked(excerpt) {
  const text = excerpt
    .replace(/\s?\((?:\s|;|,(?:[^;,()]|\([^()]*\))*|citing|see)*(?:\)|$)/g, "")
    .replace(/\s+(?=(?:<\/mark>)?[.,;:?!)])/g, "")
    .replace(/^[\s.,;:)]+/, "");
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
again.addEventListener("click", () => {
  input.focus();
  look();
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault(); // Enter looks again, and leaves the dialog open
  look();
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
hits.addEventListener("click", ({ target }) => {
  const link = target.closest("a");
  if (link && link.hash && link.pathname === location.pathname) dialog.close(FOUND); // it stands on this page
});
dialog.addEventListener("close", () => {
  if (dialog.returnValue !== FOUND && history.state?.search) history.back();
});
addEventListener("popstate", ({ state }) => {
  if (!state?.search) dialog.close();
});
