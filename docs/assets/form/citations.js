// Citations as people type them, and as readers see them. The build reads more; this is what people write in a form.
const LETTER = "[\\p{L}\\p{N}_]";
const KEY = `\\{[^\\s{}]+\\}|${LETTER}(?:${LETTER}|[:.#$%&\\-+?<>~/](?=${LETTER}))*`;
/** A name of a source in a text: -@key, its sign and its key. */
export const SOURCE = new RegExp(`(?<![\\\\\\p{L}\\p{N}.])(-?)@(${KEY})`, "gu");
const INSIDE = "((?:[^[\\]]|\\[[^[\\]@]*\\])*)"; // what a citation's brackets hold: brackets too, if they name no source
const BRACKETS = new RegExp(`(?<![\\\\!])\\[${INSIDE}\\](?![[({])`, "g");
const IN_MARKS = /["'*_]$/; // what quotation marks or stars enclose is read as words
const AFTER_NAME = new RegExp(`^\\s*\\[${INSIDE}\\](?![[({])`);
const BETWEEN = /;(?![^[\]]*\])/; // what parts two sources, but not in brackets within

/** Find the citations of a text: where each begins and ends, and its sources. */
export function citationsIn(text) {
  const clusters = [...text.matchAll(BRACKETS)]
    .map((found) => ({ start: found.index, end: found.index + found[0].length, items: itemsIn(found[1]) }))
    .filter(({ items }) => items.length && items.every((item) => item.key));
  const names = [];
  for (const found of text.matchAll(SOURCE)) {
    if ([...clusters, ...names].some(({ start, end }) => start <= found.index && found.index < end)) continue;
    names.push(named(text, found));
  }
  const taken = names.map(({ end }) => end);
  return [...clusters.filter(({ end }) => !taken.includes(end)), ...names].sort((one, other) => one.start - other.start);
}

/** Give the keys that a text cites. */
export const keysIn = (text) => [
  ...new Set(citationsIn(text).flatMap(({ items }) => items.map(({ key }) => key)).filter(Boolean)),
];

/** Give a text with the keys that it cites changed, where `moved` holds another for them. */
export const withKeys = (text, moved) =>
  text.replace(SOURCE, (all, hidden, key) => (moved.has(bare(key)) ? `${hidden}@${moved.get(bare(key))}` : all));

/** Give what stands beside the citations of a text. */
export const besides = (text) =>
  citationsIn(text).reduceRight((words, { start, end }) => words.slice(0, start) + words.slice(end), text);

/** Cut a text into pieces: words as they were typed, and citations as readers see them (these have `cited`). */
export function pieces(text, label) {
  const found = [];
  let done = 0;
  for (const citation of citationsIn(text)) {
    found.push({ words: plain(text.slice(done, citation.start)) });
    found.push({ words: cited(citation, label), cited: true });
    done = citation.end;
  }
  return [...found, { words: plain(text.slice(done)) }].filter(({ words }) => words);
}

const bare = (key) => key.replace(/^\{(.*)\}$/, "$1");

const plain = (words) => words.replaceAll("\\@", "@");

function itemsIn(inside) {
  return inside.split(BETWEEN).map((part) => {
    const [found, another] = part.matchAll(SOURCE);
    if (!found || another || IN_MARKS.test(part.slice(0, found.index))) return {};
    return item(found, part.slice(0, found.index), part.slice(found.index + found[0].length));
  });
}

const item = (found, before, after) => ({
  key: bare(found[2]),
  hidden: found[1] === "-",
  before: before.trim(),
  after,
});

/** Read a name in the sentence, and the brackets that may follow it: "@doe [p. 4]". */
function named(text, found) {
  let end = found.index + found[0].length;
  const items = [item(found, "", "")];
  const brackets = AFTER_NAME.exec(text.slice(end));
  if (brackets) {
    const [first, ...others] = itemsIn(brackets[1]);
    const [opening] = brackets[1].split(BETWEEN);
    const locator = !first.key && !opening.includes("@");
    if ((first.key || locator) && others.every(({ key }) => key)) {
      if (locator) items[0].after = opening;
      items.push(...(locator ? others : [first, ...others]));
      end += brackets[0].length;
    }
  }
  return { start: found.index, end, narrative: true, items };
}

function cited({ narrative, items }, label) {
  if (!narrative) return `(${items.map((one) => inBrackets(one, label)).join("; ")})`;
  const [first, ...others] = items;
  const known = label(first.key);
  const after = first.after.trim();
  const inside = (known && !first.hidden ? [known.year, after] : [after]).filter(Boolean).join(", ");
  const opening = !known ? lost(first.key) : first.hidden ? "" : known.authors;
  const hidden = known && first.hidden ? [known.year, inside].filter(Boolean).join(", ") : inside;
  const all = [hidden, ...others.map((one) => inBrackets(one, label))].filter(Boolean).join("; ");
  return (all ? `${opening} (${all})` : opening).trim();
}

function inBrackets({ key, hidden, before, after }, label) {
  const known = label(key);
  const words = !known ? lost(key) : hidden ? known.year : `${known.authors}, ${known.year}`;
  const space = /^[\p{L}\p{N}([]/u.test(after) ? " " : "";
  return `${before ? `${before} ` : ""}${words}${space}${after.trimEnd()}`;
}

const lost = (key) => `The source ${key} is not in our reference list`;
