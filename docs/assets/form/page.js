// The finished page: its name and its text, in the notation of the site's files.
import { folded, plainLetters, today } from "./words.js";

const UNNAMED = "new-page"; // the name of a file while its page has no title
const MARKER = /^\s*(?:[-*+•·▪]|\d{1,2}[.)]|[o§](?=\t|\s\s))\s+/; // Word pastes its bullets as ·, o and §
const HEADING = /^#{3,6}\s/;
const LEAD = /:(?:\s*\[[^[\]]*\])?$|\]:$/;
const READ_AS_A_MARK = /^(?:\d+(?=[.)]\s)|(?=[#>]|[-+*]\s))/;

/** Give the name of a new page's file, numbered where it is taken, as the command for new pages gives it. */
export function freeSlug(title, taken, { letters, longest }) {
  const words = plainLetters(title, letters).replaceAll("&", " and ").replace(/['’‘]/g, "").match(/[a-z0-9]+/g) ?? [];
  const slug = cut(words.join("-") || UNNAMED, longest);
  let name = slug;
  for (let number = 2; taken.includes(name); number += 1) {
    const ending = `-${number}`;
    name = cut(slug, longest - ending.length) + ending;
  }
  return name;
}

/** Cut what was typed in a part into its lines: headings, words that lead to what follows, and statements. */
export function statementsIn(text) {
  const lines = text.split("\n").map((line) => folded(line.replace(MARKER, ""))).filter(Boolean);
  return lines.map((words, at) => {
    if (HEADING.test(words)) return { kind: "heading", text: words.replace(/^#+\s+/, ""), level: /^#+/.exec(words)[0] };
    const follows = at + 1 < lines.length && !HEADING.test(lines[at + 1]);
    return { kind: follows && LEAD.test(words) ? "lead" : "statement", text: words };
  });
}

/** Write the page: `told` gives what was answered, `brought` are the entries of new sources. */
export function pageText(data, type, told, brought) {
  const box = type.fields.flatMap((field) => line(field, data.words, told));
  const parts = type.sections.filter((heading) => told.section(heading).trim()).map((heading) => section(heading, told));
  const sources = brought.length ? [["```bibtex new-source", brought.join("\n\n"), "```"].join("\n")] : [];
  return [["---", ...box, "---"].join("\n"), ...parts, ...sources].join("\n\n") + "\n";
}

const cut = (slug, longest) =>
  slug.length <= longest ? slug : slug.slice(0, longest + 1).replace(/-?[^-]*$/, "") || slug.slice(0, longest);

function section(heading, told) {
  let text = `## ${heading}\n`;
  let within = false;
  for (const { kind, text: words, level } of statementsIn(told.section(heading))) {
    const safe = words.replace(READ_AS_A_MARK, "$&\\");
    if (kind === "statement") text += `${within ? "" : "\n"}- ${safe}\n`;
    else text += kind === "heading" ? `\n${level} ${words}\n` : `\n${safe}\n`;
    within = kind === "statement";
  }
  return text.trimEnd();
}

function line({ name, shape, optional, filled }, words, told) {
  if (name === "changes") return [`changes:`, `  - ${today()}: ${words.firstPublished}`];
  if (optional) return [];
  const open = filled ? `${name}:` : `${name}: ${words.notStated}`;
  if (shape === "LINKS" || shape === "GROUNDED") {
    const chosen = told.chosen(name);
    if (!chosen.length) return [open];
    return [`${name}:`, ...chosen.map((value) => `  ${value}: ${ground(told.ground(name, value), words)}`)];
  }
  if (shape === "NATIONS") return [told.chosen(name).length ? `${name}: [${told.chosen(name).join(", ")}]` : open];
  const text = told.text(name);
  if (!text) return [open];
  return [shape === "DATE" || shape === "CHOICE" ? `${name}: ${text}` : `${name}: ${quoted(text)}`];
}

const ground = (source, words) => (source === null ? words.ourReading : quoted(source));
const quoted = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
