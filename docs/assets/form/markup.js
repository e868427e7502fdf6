// Signs in a line of text that mean something to the check: brackets around sources, and HTML. What it would report is
// told here, each as the name of its message and the values for it.
import { citationsIn, SOURCE } from "./citations.js";
import { excerpt } from "./words.js";

const CODE = /(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<!--.*?-->/g;
const MARK = /\\.|[[\]]/gu;
const ESCAPED = /(?<!\\)(?:\\\\)*\\\[([^[\]]*)\]/g;
const NO_KEY = /@(?:\s+([\p{L}\p{N}_][\p{L}\p{N}_:.-]*)|\s*\])/gu;
const BARE_KEY = /(?<![\\\]!])(\[(?:[\p{L}\p{N}_]+\.? ){0,2})([\p{L}\p{N}_][\p{L}\p{N}_:.-]*)(?:[,;][^[\]@]*)?\](?![([:{])/gu;

/** Give what keeps citations from being read; `known` says whether a key is in the library. */
export function wrongBrackets(line, known, longest) {
  const text = withoutCode(line);
  const found = [...text.matchAll(ESCAPED)]
    .filter(([, inside]) => inside.search(SOURCE) >= 0)
    .map(([, inside]) => ["ESCAPED_CITATION", { words: inside.replace(/\\$/, "").trim() }]);
  const told = new Set();
  for (const citation of citationsIn(text)) {
    const [opening, closing] = pairAround(text, citation.start);
    if (opening === undefined || told.has(opening)) continue;
    told.add(opening);
    found.push(...misplaced(text, citation, opening, closing, longest));
  }
  for (const { 1: key, index } of text.matchAll(NO_KEY)) {
    if (opens(text.slice(0, index))) found.push(["SIGN_WITHOUT_KEY", { key: key ?? "key" }]);
  }
  for (const [words, before, key] of text.matchAll(BARE_KEY)) {
    const signed = `${before}@${words.slice(before.length)}`;
    if (known(key)) found.push(["KEY_WITHOUT_SIGN", { words, signed }]);
  }
  return found;
}

/** Give the HTML that pages may not hold, but no end tag whose beginning is told. */
export function wrongHtml(line, { patterns, allowedHtml, tags, excerpt: longest }) {
  const text = withoutCode(line);
  const begun = new Set();
  const found = [];
  for (const { index } of text.matchAll(new RegExp(patterns.html, "g"))) {
    if (startsAt(patterns.notHtml, text, index)) continue;
    const allowed = startsAt(patterns.tag, text, index)?.groups;
    const attributes = [...(allowed?.attributes ?? "").matchAll(new RegExp(patterns.attribute, "g"))];
    const known = allowedHtml[allowed?.name.toLowerCase()];
    if (known && attributes.every(([, name]) => known.includes(name.toLowerCase()))) continue;
    const words = excerpt(startsAt("</?[a-zA-Z][^<>]*>", text, index)?.[0] ?? text.slice(index), longest);
    const name = words.replace(/^<\/?/, "").split(/[\s/>]/)[0].toLowerCase();
    if (words.startsWith("</") && begun.has(name)) continue;
    begun.add(name);
    found.push(["HTML_IN_TEXT", { words, tags }]);
  }
  return found;
}

const withoutCode = (text) => text.replace(CODE, (all) => " ".repeat(all.length));

function startsAt(pattern, text, index) {
  const found = new RegExp(pattern, "y");
  found.lastIndex = index;
  return found.exec(text);
}

/** Give the innermost bracket that is open at a place, and where it is closed; undefined if none is. */
function pairAround(text, place) {
  const open = [];
  let around;
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (index >= place) around ??= open.at(-1) ?? -1;
    if (around === -1) break;
    if (mark === "[") open.push(index);
    else if (mark === "]" && open.length && open.pop() === around) return [around, index];
  }
  around ??= open.at(-1) ?? -1;
  return around < 0 ? [] : [around, undefined];
}

function misplaced(text, { start, end, narrative, items: [{ key }] }, opening, closing, longest) {
  const words = excerpt(text.slice(opening, closing === undefined ? undefined : closing + 1), longest);
  const after = closing === undefined ? "" : text.slice(closing + 1, closing + 3);
  const inside = text.slice(opening + 1, closing);
  if (closing === undefined) return [["OPEN_BRACKET", { words, key }]];
  if (narrative && (after === "[@" || after[0] === "{")) return [["TOUCHING_BRACKETS", { words }]];
  if (["(", "["].includes(after[0])) return [["SOURCE_IN_LINK", { key }]];
  if (!narrative) return opening === start - 1 && closing === end ? [["TWO_BRACKETS", { key }]] : [];
  if (inside.includes("[")) return []; // the build reads brackets within brackets, and the form does not
  const parts = inside.split(";").map((part) => [...part.matchAll(SOURCE)]);
  const nested = parts.find((part) => part.length > 1);
  if (nested && parts.every((part) => part.length)) return [["NESTED_SOURCE", { key: nested[1][2], near: key }]];
  return [[words.includes(";") ? "PART_WITHOUT_SOURCE" : "UNCLEAR_CITATION", { words, key }]];
}

/** Say whether a bracket is open at the end of a text, with nothing or a semicolon after it. */
function opens(before) {
  const words = before.replace(/[ -]+$/, "");
  return words.endsWith("[") || (words.endsWith(";") && words.lastIndexOf("[") > words.lastIndexOf("]"));
}
