// What is still open, in the words of the rules. Each fault names the control where it is put right.
import { besides, keysIn } from "./citations.js";
import { wrongBrackets, wrongHtml } from "./markup.js";
import { statementsIn } from "./page.js";
import { excerpt, filled, plainLetters, today } from "./words.js";

const BOXES = { author: "people", institution: "publisher" }; // the boxes of fields that are called something else

/** Give every fault of the page: the control's id, what we found, what to do, and whether something is just missing. */
export function faultsOf({ data, type, told, library, works, hint }) {
  const say = (id, name, values, advice = data.messages[`${name}_HINT`] ?? hint(id), missing = false) => ({
    id,
    words: [data.messages[name], advice].map((words) => filled(words, values)).filter(Boolean).join(" "),
    missing,
  });
  const known = (key) => library.label(key) !== undefined;
  const unknownKeys = (id, text) =>
    keysIn(text).filter((key) => !known(key)).map((key) => {
      const near = library.nearest(key);
      const values = { key, near, title: library.all[near]?.title, ...(near && library.label(near)) };
      return say(id, "UNRESOLVED_CITATION", values, data.messages[near ? "DID_YOU_MEAN" : "NO_NEAR_KEY"]);
    });
  return [
    ...type.fields.flatMap((field) => inField(field, { data, told, known, say, unknownKeys })),
    ...type.sections.flatMap((heading) => inSection(heading, { data, type, told, known, say, unknownKeys })),
    ...works.flatMap((work) => inWork(work, { data, library, say })),
  ];
}

function inField({ name, label, shape, filled: asked, optional }, { data, told, known, say, unknownKeys }) {
  const id = `f-${name}`;
  if (optional) return [];
  const lost = told.lost(name).map((value) => say(id, "UNKNOWN_VALUE", { value, field: label }, ""));
  if (["NATIONS", "LINKS", "GROUNDED", "CHOICE"].includes(shape)) {
    const chosen = told.chosen(name);
    if (!chosen.length) return asked && !lost.length ? [say(id, "EMPTY_FIELD", { field: label }, undefined, true)] : lost;
    return [...lost, ...chosen.flatMap((value) => {
      const source = told.ground(name, value);
      if (source === null) return [];
      const at = `g-${name}-${value}`;
      return keysIn(source).length && !/[^\s,;.]/.test(besides(source))
        ? unknownKeys(at, source)
        : [say(at, "WITHOUT_GROUND", { value: told.option(name, value), field: label })];
    })];
  }
  const text = told.text(name);
  if (!text) return asked ? [say(id, "EMPTY_FIELD", { field: label }, undefined, true)] : [];
  if (name === "title" && Object.hasOwn(data.titles, text.toLowerCase())) {
    const path = data.titles[text.toLowerCase()];
    return [say(id, "DUPLICATE_TITLE", { path, title: text })];
  }
  const html = htmlIn(text, data);
  if (html) return [say(id, "HTML_IN_BOX", { words: html }, data.messages.HTML_HINT)];
  if (shape === "DATE" && text > today()) return [{ id, words: `'${text}' in '${label}' is still to come.` }]; // no rule knows today
  if (shape === "DATE" && !whole(data.patterns.date).test(text)) return [say(id, "NOT_A_DATE", { value: text, field: label })];
  if (shape === "TEXT") {
    const cited = keysIn(text).filter(known);
    return [...unknownKeys(id, text), ...cited.map((key) => say(id, "SOURCE_IN_PLAIN_FIELD", { key, field: label }))];
  }
  if (shape !== "CITED" || text === data.words.notStated) return [];
  return keysIn(text).length ? unknownKeys(id, text) : [say(id, "WITHOUT_SOURCE", { value: text, field: label })];
}

function inSection(heading, { data, type, told, known, say, unknownKeys }) {
  const id = told.sectionId(heading);
  const text = told.section(heading);
  const openAnswer = new RegExp(data.patterns.openAnswer, "i");
  const gap = new RegExp(data.patterns.sentenceGap);
  const states = (words) =>
    words.split(gap).some((sentence) => /[\p{L}\p{N}]/u.test(sentence) && !openAnswer.test(sentence));
  const wrong = statementsIn(text).flatMap(({ text: line }) => [
    ...wrongBrackets(line, known, data.excerpt),
    ...wrongHtml(line, data),
  ]);
  const found = [...unknownKeys(id, text), ...wrong.map(([name, values]) => say(id, name, values))];
  let covered = false; // by the citation of the words that lead to a list
  for (const statement of type.unsourced.includes(heading) ? [] : statementsIn(text)) {
    const cites = keysIn(statement.text).length > 0;
    if (statement.kind !== "statement") covered = statement.kind === "lead" && cites;
    else if (!cites && !covered && states(statement.text)) {
      const words = excerpt(statement.text, data.excerpt);
      found.push(say(id, "UNCITED_STATEMENT", { words }));
    }
  }
  return found;
}

function inWork({ number, work, key }, { data, library, say }) {
  const { fields, names } = work;
  const id = (box) => `new-${number}-${box}`;
  const lacks = (box, what) => say(id(box), "INCOMPLETE_REFERENCE", { key, what }, undefined, true);
  const found = [];
  const inWords = { ...fields, url: "", doi: "", author: names.map(({ last, first }) => `${last} ${first}`).join(" ") };
  for (const [field, value] of Object.entries(inWords)) {
    const words = htmlIn(value, data);
    const box = id(BOXES[field] ?? field);
    if (words) found.push(say(box, "HTML_IN_REFERENCE", { words, field }, data.messages.HTML_HINT));
    const [entity] = new RegExp(data.patterns.entity, "i").exec(value) ?? [];
    if (entity) found.push(say(box, "ENTITY_IN_REFERENCE", { words: entity, field, key, sign: unescaped(entity) }));
    if (value.includes("[@")) found.push(say(box, "SOURCE_IN_REFERENCE", { field, key }));
  }
  if (!names.length) found.push(lacks("people", "author"));
  for (const { last, first, body } of names) {
    const name = first ? `${last}, ${first}` : last;
    if (new RegExp(data.patterns.etAl, "i").test(name)) found.push(say(id("people"), "ET_AL", { name }));
    else if (!body && (/[;&]/.test(name) || first.includes(","))) found.push(say(id("people"), "SEVERAL_NAMES", { name }));
    else if (!body && !(first && last)) found.push(say(id("people"), "UNCLEAR_NAME", { name }));
  }
  if (!fields.title) found.push(lacks("title", "title"));
  if (!fields.year) found.push(lacks("year", "year"));
  else if (!whole(data.patterns.year).test(fields.year)) found.push({ ...lacks("year", "year that we can read"), missing: false });
  if (work.type === "article" && !fields.journal) found.push(lacks("journal", "journal"));
  if (!["url", "doi", "journal", "publisher", "institution"].some((place) => fields[place])) found.push(lacks("url", "place to find it"));
  if (fields.url && !isWhole(fields.url)) found.push(say(id("url"), "MALFORMED_ADDRESS", { url: fields.url }));
  if (fields.doi && !whole(data.patterns.doi).test(fields.doi)) found.push(say(id("doi"), "MALFORMED_DOI", { doi: fields.doi }));
  if (fields.url && !fields.urldate && data.readOnADay.some((kind) => fields.keywords.split(", ").includes(kind))) {
    found.push(lacks("urldate", "day on which its web page was read"));
  }
  const day = fields.urldate;
  if (day && !(whole(data.patterns.date).test(day) && day <= today())) found.push(say(id("urldate"), "NOT_READ_THEN", { value: day }));
  if (!fields.seen) found.push(lacks("seen", "word on how much of it has been read"));
  return [...found, ...alreadyHere(key, { library, say, at: id("title") })];
}

/** Compare a new source with those of the library and with the new ones above it. */
function alreadyHere(own, { library, say, at }) {
  const letters = (title) => plainLetters(title, {}).replace(/[^\p{L}\p{N}]/gu, "");
  const { doi, title, undivided } = library.brought[own];
  for (const [key, known] of Object.entries({ ...library.known, ...library.brought })) {
    if (key === own) break;
    const what =
      doi && doi === known.doi ? "DOI"
      : !(doi && known.doi) && letters(known.title) === letters(title) && known.undivided === undivided ? "title and year"
      : "";
    if (what) return [say(at, "DUPLICATE_REFERENCE", { key, what })];
  }
  return [];
}

const whole = (pattern) => new RegExp(`^(?:${pattern})$`);

/** Give the beginning of what looks like HTML in words, if anything does. */
function htmlIn(words, { patterns, excerpt: longest }) {
  const at = words.search(new RegExp(patterns.html));
  return at < 0 ? "" : excerpt(words.slice(at), longest);
}

/** Give the sign that stands for an entity such as &amp;. */
const unescaped = (entity) => new DOMParser().parseFromString(entity, "text/html").documentElement.textContent;

function isWhole(url) {
  try {
    return /^https?:\/\/[^\s{}<>\\"/][^\s{}<>\\"]*$/i.test(url) && new URL(url).hostname.includes(".");
  } catch {
    return false;
  }
}
