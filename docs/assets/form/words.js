// Words, as the form shows and writes them.

/** Put values in the place of their names, which stand in curly brackets. */
export const filled = (words, values) =>
  words.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? values[name] : all));

/** Give words on one line, without signs that nobody sees: those within a word leave no gap in it. */
export const folded = (words) => words.replace(/[\p{Cf}\p{Co}]/gu, "").replace(/[\p{C}\p{Z}]+/gu, " ").trim();

/** Give words in small letters without accents; `letters` are those that are not a plain one with a mark. */
export function plainLetters(words, letters) {
  const small = [...words.toLowerCase()].map((letter) => letters[letter] ?? letter).join("");
  return small.normalize("NFKD").replace(/\p{M}/gu, "");
}

/** Count in letters: 0 is a, 25 is z, 26 is aa. */
export const letter = (number) =>
  (number >= 26 ? letter(Math.floor(number / 26) - 1) : "") + String.fromCharCode(97 + (number % 26));

/** Give today as the site writes a day: 2026-11-23. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Turn 2026-11-23 into 23 November 2026. */
export function dateInWords(day, months) {
  const [year, month, date] = day.split("-");
  return date ? `${Number(date)} ${months[month - 1]} ${year}` : day;
}

/** Give the beginning of a text, cut between words, to show in a message. */
export function excerpt(text, longest) {
  const words = folded(text);
  return words.length <= longest ? words : `${words.slice(0, longest).replace(/ [^ ]*$/, "")} …`;
}

/** Make an element. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
