// The sources that can be cited: those of the library, and those that the page brings with it.
import { letter, plainLetters } from "./words.js";

const OPENING = /^[‘“'"([ ]+/;

export class Library {
  /** `known` are the library's sources in their parts, by key; `letters` are those that are no plain one with a mark. */
  constructor(known, letters) {
    this.known = known;
    this.letters = letters;
    this.bring({});
  }

  /** Add the sources that the page brings, by key. Works that would look alike get letters, as in the build. */
  bring(brought) {
    this.brought = brought;
    this.all = { ...brought, ...this.known };
    this.years = {};
    for (const { authors, undivided } of Object.values(brought)) this.divide(authors, undivided);
  }

  divide(authors, undivided) {
    const alike = Object.entries(this.all).filter(
      ([, source]) => source.authors === authors && source.undivided === undivided,
    );
    if (alike.length < 2) return;
    alike.sort(([key, one], [otherKey, other]) =>
      compare([one.title.toLowerCase(), key], [other.title.toLowerCase(), otherKey]),
    );
    const dash = /\d$/.test(undivided) ? "" : "-";
    alike.forEach(([key], number) => (this.years[key] = `${undivided}${dash}${letter(number)}`));
  }

  /** Give how a source is named in a text, or nothing if it is not here. */
  label(key) {
    if (!Object.hasOwn(this.all, key)) return undefined;
    const { authors, year } = this.all[key];
    return { authors, year: this.years[key] ?? year };
  }

  /** Give a source's full reference, as Sources has it. */
  entry(key) {
    const { who, shown, details, accessed } = this.all[key];
    const stop = shown.endsWith("’") && details ? "," : /[.?!]$/.test(shown) ? "" : ".";
    const day = accessed ? ` (Accessed: ${accessed}).` : "";
    return `${who} (${this.label(key).year}) ${shown}${stop}${details ? ` ${details}.` : ""}${day}`;
  }

  /** Give keys in the order of a list of sources. */
  inOrder(keys) {
    const by = (key) => {
      const { who, title } = this.all[key];
      const name = who.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(OPENING, "");
      return [name, this.label(key).year, title.toLowerCase(), key];
    };
    return keys.filter((key) => this.label(key)).sort((one, other) => compare(by(one), by(other)));
  }

  /** Give the keys of the sources whose author, title, year or key hold all of some words. */
  find(words) {
    const wanted = plainLetters(words, this.letters).split(/\s+/).filter(Boolean);
    const text = (key) =>
      plainLetters([this.all[key].who, this.all[key].authors, this.all[key].title, this.all[key].year, key].join(" "), this.letters);
    return this.inOrder(Object.keys(this.all).filter((key) => ((held) => wanted.every((word) => held.includes(word)))(text(key))));
  }

  /** Give the key that is most like another one, or nothing if none is. */
  nearest(key) {
    const wanted = pairs(key);
    let best = ["", 0.6];
    for (const known of Object.keys(this.all)) {
      const held = pairs(known);
      const shared = [...wanted].filter((pair) => held.has(pair)).length;
      const likeness = (2 * shared) / (wanted.size + held.size || 1);
      if (likeness > best[1]) best = [known, likeness];
    }
    return best[0];
  }
}

function compare(one, other) {
  for (const [place, value] of one.entries()) {
    if (value !== other[place]) return value < other[place] ? -1 : 1;
  }
  return 0;
}

const pairs = (word) => new Set([...word.toLowerCase()].slice(1).map((letter_, at) => word.toLowerCase()[at] + letter_));
