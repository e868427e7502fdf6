// A source that the library does not have: what was written in its boxes, its key, its entry and its reference.
import { dateInWords, folded, letter, plainLetters } from "./words.js";

const DOI_ADDRESS = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i;
const OTHERS = /^(?:and\s+)?others$/i;
const PUBLISHER = { techreport: "institution", book: "publisher" };
const OF_A_TYPE = { article: ["journal", "volume", "number", "pages", "doi"], techreport: ["doi"], book: ["doi"], misc: [] };

/** Read the boxes of a new source. */
export function readWork(boxes) {
  const { type } = boxes;
  const fields = Object.fromEntries(
    ["title", "year", ...OF_A_TYPE[type], "url", "urldate", "seen"].map((name) => [name, folded(boxes[name] ?? "")]),
  );
  if (PUBLISHER[type]) fields[PUBLISHER[type]] = folded(boxes.publisher ?? "");
  if (!fields.url) fields.urldate = "";
  fields.keywords = [boxes.kind, boxes.nation].filter(Boolean).join(", ");
  fields.doi = (fields.doi ?? "").replace(DOI_ADDRESS, "");
  if (fields.pages) fields.pages = fields.pages.replace(/\s*[-–—]+\s*/g, "--");
  const people = lines(boxes.people);
  const names = [
    ...people.filter((line) => !OTHERS.test(line)).map(person),
    ...lines(boxes.bodies).map((last) => ({ last, first: "", body: true })),
  ];
  const issuer = fields[PUBLISHER[type]];
  if (!names.length && issuer) names.push({ last: issuer, first: "", body: true });
  return { type, fields, names, others: names.length > 0 && people.some((line) => OTHERS.test(line)) };
}

/** Give the key of a work in the house style: the first that is not taken. */
export function keyOf({ fields, names }, taken, spec) {
  const lower = new Set([...taken].map((key) => key.toLowerCase()));
  const start = `${who(names[0], spec)}${/^\d/.test(fields.year) ? fields.year.slice(0, 4) : "nd"}`;
  const words = plainLetters(fields.title, spec.letters).replaceAll("co-", "co").replace(/['’‘]/g, "").match(/[a-z0-9]+/g) ?? [];
  const long = words.filter((word) => word.length > 2 && !spec.smallWords.includes(word));
  const telling = long.length ? long : words.length ? words : ["source"];
  for (const word of telling.slice(0, 6)) if (!lower.has(start + word)) return start + word;
  let number = 1;
  while (lower.has(start + telling[0] + letter(number))) number += 1;
  return start + telling[0] + letter(number);
}

/** Write a work as an entry of the library. */
export function entryText({ type, fields, names, others }, key, spec) {
  const held = { ...fields, author: [...names.map((name) => written(name, spec)), ...(others ? ["others"] : [])].join(" and ") };
  const lines_ = spec.order.filter((name) => held[name]).map((name) => {
    const value = name === "author" ? held.author : name === "url" || name === "doi" ? address(name, held[name]) : typed(held[name], spec);
    return `  ${name.padEnd(spec.width)} = {${value}},`;
  });
  return [`@${type}{${key},`, ...lines_, "}"].join("\n");
}

/** Give a work in the parts from which its citations and its entry in Sources are put together. */
export function partsOf({ type, fields, names, others }, key, months) {
  const read = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(value)]));
  const people = names.map(({ last, first }) => ({ last: shown(last), first: shown(first) }));
  const title = read.title || key;
  const listed = listedNames(people, others);
  const issuer = read[PUBLISHER[type]] ?? "";
  const details = read.journal
    ? [read.journal, volume(read), pageNumbers(read.pages)].filter(Boolean).join(", ")
    : issuer === listed ? "" : issuer;
  return {
    authors: !people.length ? title : people.length > 2 || others ? `${people[0].last} et al.` : people.map(({ last }) => last).join(" and "),
    year: read.year || "n.d.",
    undivided: read.year || "n.d.",
    who: people.length ? listed : title,
    title,
    shown: read.journal ? `‘${title}’` : title,
    details: details.replace(/\.+$/, ""),
    accessed: fields.doi ? "" : dateInWords(fields.urldate, months),
    doi: fields.doi.toLowerCase(),
  };
}

const lines = (text) => (text ?? "").split("\n").map(folded).filter(Boolean);

function person(line) {
  const at = line.indexOf(",");
  return at < 0 ? { last: line, first: "" } : { last: line.slice(0, at).trim(), first: line.slice(at + 1).trim() };
}

function who(name, { letters, longestName, smallWordsOfNames }) {
  let words = plainLetters(name?.last ?? "", letters).replace(/['’‘]/g, "").match(/[a-z]+/g) ?? [];
  if (name && !name.body) return words.join("") || "anon";
  words = words.filter((word) => !smallWordsOfNames.includes(word));
  const whole = words.join("");
  return (whole.length <= longestName ? whole : words.map((word) => word[0]).join("")) || "anon";
}

function typed(words, { inWords, signs }) {
  for (const [sign, instead] of inWords) words = words.replaceAll(sign, instead);
  return [...words].map((mark) => (signs.includes(mark) ? `\\${mark}` : mark)).join("");
}

/** Give words as readers see them once `typed` has written them and the build has read them. */
const shown = (words) =>
  words.replaceAll("\\", "/").replaceAll("{", "(").replaceAll("}", ")").replaceAll("`", "‘")
    .replaceAll("---", "—").replaceAll("--", "–").replaceAll("''", "”");

/** Write an address so that no sign in it means anything to BibTeX. An old DOI keeps its < and >. */
const address = (name, words) => words.replace(name === "doi" ? /[\s{}\\"]/g : /[\s{}<>\\"]/g, encodeURIComponent);

function written({ last, first, body }, spec) {
  if (body || !first) return body ? `{${typed(last, spec)}}` : typed(last, spec);
  const family = /\sand\s/i.test(last) ? `{${typed(last, spec)}}` : typed(last, spec);
  const given = /\sand\s/i.test(first) ? `{${typed(first, spec)}}` : typed(first, spec);
  return `${family}, ${given}`;
}

function listedNames(people, others) {
  const full = people.map(({ last, first }) => {
    const initials = first.replace(/(\p{L})[^\s.-]*\.?\s*/gu, (_, initial) => `${initial.toUpperCase()}.`);
    return first ? `${last}, ${initials}` : last;
  });
  if (others) return `${full.join(", ")} et al.`;
  return [full.slice(0, -1).join(", "), full.at(-1)].filter(Boolean).join(" and ");
}

const volume = ({ volume: held, number }) => (held && number ? `${held}(${number})` : held || number);

const pageNumbers = (pages) =>
  pages ? `${/[-–,]/.test(pages) ? "pp." : "p."} ${pages.replaceAll("-", "–")}` : "";
