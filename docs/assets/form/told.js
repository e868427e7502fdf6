// What has been told in the form so far, and how it is kept in the browser until it is sent.
import { folded } from "./words.js";

const NUMBER = /^new-(\d+)-/;

/** Reads the form. `lost` are values that were chosen once and are no longer on offer, by the name of their field. */
export class Told {
  constructor(form, lost) {
    this.form = form;
    this.given = new FormData(form);
    this.gone = lost;
  }

  /** Give what was written for a field, on one line. */
  text(name) {
    return folded(this.given.get(name) ?? "");
  }

  /** Give the values chosen for a field. */
  chosen(name) {
    return this.given.getAll(name);
  }

  /** Give the values chosen for a field that are not on its list. */
  lost(name) {
    return this.gone.filter(([field]) => field === name).map(([, value]) => value);
  }

  /** Give the source that makes a link, as it was typed; null if the link is our reading. */
  ground(name, value) {
    return this.given.get(`ground ${name} ${value}`) === "source" ? this.text(`says ${name} ${value}`) : null;
  }

  /** Give what was written in a part of the page's text. */
  section(heading) {
    return this.given.get(`section ${heading}`) ?? "";
  }

  /** Give the id of the box for a part of the page's text. */
  sectionId(heading) {
    return this.form.elements.namedItem(`section ${heading}`).id;
  }

  /** Give the words by which readers know a value. */
  option(name, value) {
    return document.getElementById(`f-${name}-${value}`).parentElement.textContent.trim();
  }

  /** Give the numbers of the new sources. */
  get numbers() {
    return [...new Set([...this.given.keys()].map((name) => NUMBER.exec(name)?.[1]).filter(Boolean))];
  }

  /** Give what stands in the boxes of a new source. */
  boxes(number) {
    const start = `new-${number}-`;
    return Object.fromEntries(
      [...this.given].filter(([name]) => name.startsWith(start)).map(([name, value]) => [name.slice(start.length), value]),
    );
  }
}

/** Keeps what was told under a name of its own for each form, if the browser may keep anything. `elsewhere` is called
 *  when another tab has written or cleared it. */
export function keeper(name, elsewhere) {
  const use = (what) => {
    try {
      return what(localStorage);
    } catch {
      return undefined; // readers may tell their browser to keep nothing
    }
  };
  addEventListener("storage", ({ key }) => [name, null].includes(key) && elsewhere());
  return {
    read: () => sound(use((store) => JSON.parse(store.getItem(name)))),
    write: (kept) => use((store) => (store.setItem(name, JSON.stringify(kept)), true)) ?? false,
    clear: () => use((store) => store.removeItem(name)),
  };
}

/** Give of what was kept only what has its shape: a browser may damage it, and other pages of the host may write it. */
function sound(kept) {
  const { given, keys, lost, checked } = Object(kept);
  const pairs = (value) => value.filter((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));
  return {
    given: Array.isArray(given) ? pairs(given) : undefined,
    keys: Object.fromEntries(Object.entries(Object(keys)).filter(([, key]) => isText(key))),
    lost: Array.isArray(lost) ? pairs(lost) : [],
    checked: checked === true,
  };
}

const isText = (value) => typeof value === "string";
