// Finds a source by author, title or year, and puts its citation where somebody was writing.
import { citationsIn } from "./citations.js";
import { element } from "./words.js";

const MOST = 25;

/** Offer the sources of a library in a dialog; `bring` is called when the one that is wanted is not there. */
export function makePicker(library, bring) {
  const at = (name) => document.getElementById(name ? `picker-${name}` : "picker");
  const places = new WeakMap(); // where in its text somebody last wrote, for each control
  let control; // the one in which somebody last wrote
  let shown = [];

  const list = () => {
    const found = library.find(at("words").value);
    shown = found.slice(0, MOST);
    const all = found.length === 1 ? "1 source" : `${found.length} sources`;
    at("found").textContent = found.length > MOST ? `${all}. Here are the first ${MOST}: write a word of it.` : `${all}.`;
    at("list").replaceChildren(...shown.map((key, number) =>
      element("label", { className: "dw-choice" },
        element("input", { type: "radio", name: "source", value: key, checked: shown.length === 1, id: `picker-${number}` }),
        element("span", {}, library.entry(key)),
      ),
    ));
    at("wrong").hidden = true;
  };
  /** Remember where somebody writes, so that a source can be put there. */
  const note = (where) => {
    control = where;
    places.set(control, [control.selectionStart, control.selectionEnd]);
  };
  /** Write a control's words anew; the place where a source goes moves with them. */
  const rewrite = (where, anew) => {
    const { value } = where;
    if (anew(value) === value) return;
    where.value = anew(value);
    if (places.has(where)) places.set(where, places.get(where).map((place) => anew(value.slice(0, place)).length));
  };
  const open = (where) => {
    control = where;
    at("words").value = "";
    at("place").value = "";
    list();
    at("").showModal();
    at("words").focus();
  };
  const put = (key, locator = "") => {
    const { length } = control.value;
    const [start, end] = places.get(control) ?? [length, length];
    control.focus();
    const place = locator.replace(/\s*;\s*/g, ", "); // a semicolon would part two sources
    insert(control, start, end, `@${key}${place ? `, ${place}` : ""}`);
    note(control);
  };

  at("words").addEventListener("input", list);
  at("close").addEventListener("click", () => at("").close());
  at("new").addEventListener("click", () => {
    at("").close();
    bring();
  });
  at("").querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = at("list").querySelector("input:checked");
    if (!chosen) {
      at("wrong").textContent = "Choose a source from the list first.";
      at("wrong").hidden = false;
      return;
    }
    at("").close();
    put(chosen.value, at("place").value.trim());
  });
  return {
    open,
    put,
    note,
    rewrite,
    get place() {
      return control?.isConnected ? control : undefined;
    },
  };
}

/** Put a source in the place of what is selected: before the stop that ends a sentence. In a citation, or behind it,
 *  it joins that one. */
function insert(control, start, end, source) {
  const before = control.value.slice(0, start);
  const near = citationsIn(control.value).find((one) => !one.narrative && one.start < start && start <= one.end);
  if (start === end && near) {
    control.setRangeText(`; ${source}]`, near.end - 1, near.end, "end");
  } else if (start === end && /[\p{L}\p{N})”"'][.?!]$/u.test(before)) {
    control.setRangeText(` [${source}]${before.at(-1)}`, start - 1, start, "end");
  } else {
    control.setRangeText(`${/\S$/.test(before) ? " " : ""}[${source}]`, start, end, "end");
  }
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
