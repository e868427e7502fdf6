// How the page will read: its fields, its words with citations as readers see them, and its Sources.
import { keysIn, pieces } from "./citations.js";
import { statementsIn } from "./page.js";
import { element } from "./words.js";

/** Give the page as readers will read it, in HTML elements. */
export function previewOf({ data, type, told, library }) {
  const keys = new Set();
  const cited = (text) => {
    for (const key of keysIn(text)) keys.add(key);
    return pieces(text, (key) => library.label(key)).map(({ words, cited: link }) =>
      link ? element("span", { className: "dw-preview__cite" }, words) : words,
    );
  };
  const title = element("h3", { className: "dw-preview__title" }, told.text("title") || "No title yet");
  const summary = element("p", { className: "dw-lead" }, told.text("summary"));
  const facts = element("dl", {}, ...type.fields.flatMap((field) => factOf(field, data.words, told, cited)));
  const parts = type.sections.filter((heading) => told.section(heading).trim()).map((heading) =>
    element("section", {}, element("h4", {}, heading), ...statementsIn(told.section(heading)).map(({ kind, text }) =>
      element(kind === "heading" ? "h5" : "p", { className: `dw-preview__${kind}` }, ...cited(text)),
    )),
  );
  const sources = library.inOrder([...keys]).map((key) => element("li", {}, library.entry(key)));
  const list = sources.length
    ? element("ol", { className: "dw-preview__sources" }, ...sources)
    : element("p", {}, "None yet.");
  return [title, summary, facts, ...parts, element("section", {}, element("h4", {}, "Sources"), list)];
}

function factOf({ name, label, shape, filled: asked }, words, told, cited) {
  if (!["NATIONS", "CITED", "LINKS", "GROUNDED", "CHOICE"].includes(shape)) return [];
  const grounded = shape === "LINKS" || shape === "GROUNDED";
  const values = shape === "CITED"
    ? [cited(told.text(name))]
    : told.chosen(name).map((value) => [told.option(name, value), ...(grounded ? groundOf(told.ground(name, value), cited) : [])]);
  const filled = values.filter((value) => value.length);
  const notStated = words.notStatedOnPages[0].toUpperCase() + words.notStatedOnPages.slice(1);
  const none = [[asked ? "Still open" : notStated]];
  return [
    element("dt", {}, label),
    ...(filled.length ? filled : none).map((value) => element("dd", {}, ...value)),
  ];
}

const groundOf = (source, cited) =>
  source === null || !keysIn(source).length
    ? [" ", element("span", { className: "dw-basis dw-basis--ours" }, "Our reading")]
    : [" ", element("span", { className: "dw-basis" }, element("span", {}, "Stated by a source ", ...cited(source)))];
