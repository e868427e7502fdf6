// The forms that add a page. The page brings the questions; form.json brings the declaration, the words of the rules
// and the sources. Everything stays in this browser until somebody sends it.
import { faultsOf } from "./form/checks.js";
import { keysIn, withKeys } from "./form/citations.js";
import { Library } from "./form/library.js";
import { entryText, keyOf, partsOf, readWork } from "./form/new-source.js";
import { freeSlug, pageText } from "./form/page.js";
import { makePicker } from "./form/picker.js";
import { previewOf } from "./form/preview.js";
import { keeper, Told } from "./form/told.js";
import { element, today } from "./form/words.js";

const LONGEST_ADDRESS = 6000; // characters of an address beyond which GitHub may refuse it
const PAUSE = 150; // milliseconds after the last key
const OPEN_TWICE =
  "This form is open in another tab too. Only what was typed last is kept: what stands here is kept again when you go on here.";
const MOVES = /^(?:Arrow|End|Home|Page)/; // the keys that move the caret

const at = (id) => document.getElementById(id);
const form = at("add");
const data = await fetch(form.dataset.from).then((answer) => answer.json());
const type = data.types[form.dataset.type];
const library = new Library(data.sources, data.keys.letters);
const kept = keeper(`dw-add ${location.pathname}`, () => (at("kept").textContent = OPEN_TWICE));
const picker = makePicker(library, () => bring());

let keys = {}; // the keys of the new sources, by their numbers
let lost = [];
let touched = new Set(); // the controls that somebody has left
let checked = false;
let last = 0; // the number of the newest new source

// ----- Building the form's moving parts -----

/** Add to a choice the question who makes the link. What is told there stays until the form is cleared. */
function addGround(box) {
  const choice = box.closest(".dw-choice");
  const { name, value } = box;
  const ground = at("ground").content.firstElementChild.cloneNode(true);
  const [ours, source] = ground.querySelectorAll("input[type=radio]");
  const [says, wrong] = [ground.querySelector("input[type=text]"), ground.querySelector(".dw-wrong")];
  const words = choice.textContent.trim();
  ground.setAttribute("aria-label", `Who links it with ${words}?`);
  ours.name = source.name = `ground ${name} ${value}`;
  Object.assign(says, { name: `says ${name} ${value}`, id: `g-${name}-${value}` });
  says.setAttribute("aria-describedby", (wrong.id = `${says.id}-wrong`));
  const label = ground.querySelector(".dw-ground__source label");
  label.htmlFor = says.id;
  label.textContent = `The source that links it with ${words}`;
  const find = ground.querySelector(".dw-find");
  find.dataset.for = says.id;
  find.querySelector(".dw-vh").textContent = ` for ${words}`;
  choice.append(ground);
}

/** Show who makes a link that is chosen, and the box for a source only where a source does. */
function showGround(ground) {
  ground.hidden = !ground.closest(".dw-choice").querySelector("[data-grounded]").checked;
  const source = ground.querySelector("input[value=source]").checked;
  ground.querySelector(".dw-ground__source").hidden = !source;
}

/** Add the boxes for a new source, under the number it had or the next one. */
function addNewSource(number = last + 1) {
  last = Math.max(last, Number(number));
  const boxes = at("new-source").content.firstElementChild.cloneNode(true);
  for (const named of boxes.querySelectorAll("[id], [for], [name], [aria-describedby]")) {
    for (const name of ["id", "for", "name", "aria-describedby"]) {
      const value = named.getAttribute(name);
      if (value) named.setAttribute(name, value.replaceAll("new-0-", `new-${number}-`));
    }
  }
  boxes.dataset.number = number;
  at("new-sources").append(boxes);
  boxes.querySelector("input[type=date]").value = today();
  showBoxes(boxes);
  return boxes;
}

/** Show the boxes that a source of its kind has. */
function showBoxes(boxes) {
  const { value } = boxes.querySelector("select");
  for (const box of boxes.querySelectorAll("[data-kinds]")) box.hidden = !box.dataset.kinds.split(" ").includes(value);
}

function bring() {
  const boxes = addNewSource();
  update();
  boxes.querySelector("select").focus();
}

// ----- What follows from what was told -----

function update() {
  const works = worksOf(new Told(form, lost));
  const told = new Told(form, lost);
  const entries = works.map(({ key, work }) => entryText(work, key, data.bibtex));
  at("preview").replaceChildren(...previewOf({ data, type, told, library }));
  showFaults(faultsOf({ data, type, told, library, works, hint }));
  showFile(told, pageText(data, type, told, entries));
  for (const folded of form.querySelectorAll(".dw-many")) {
    const count = folded.querySelectorAll("input[type=checkbox]:checked").length;
    folded.querySelector(".dw-chosen").textContent = count ? `(${count} chosen)` : "";
  }
  return told;
}

/** Read the new sources, give each its key, also where it is cited, and let the library know them. */
function worksOf(told) {
  const taken = new Set(Object.keys(library.known));
  const moved = new Map();
  const places = [...form.querySelectorAll("textarea[name], input[type=text][name]")];
  // A key that is still cited after its source was removed is no other source's: it would say what that one does not.
  const lived = new Set(told.numbers.map((number) => keys[number]));
  const removed = places.flatMap(({ value }) => keysIn(value)).filter((key) => !lived.has(key));
  const works = told.numbers.map((number) => {
    const work = readWork(told.boxes(number));
    const key = keyOf(work, keys[number] ? new Set([...taken, ...removed]) : taken, data.keys);
    if (keys[number] && keys[number] !== key) moved.set(keys[number], key);
    taken.add((keys[number] = key));
    form.querySelector(`[data-number="${number}"] .dw-key`).textContent = key;
    return { number, key, work };
  });
  for (const control of moved.size ? places : []) {
    picker.rewrite(control, (words) => withKeys(words, moved));
  }
  library.bring(Object.fromEntries(works.map(({ key, work }) => [key, partsOf(work, key, data.words.months)])));
  return works;
}

const hint = (id) => at(`${id}-help`)?.textContent ?? "";

function showFaults(faults) {
  const shown = faults.filter((fault) => checked || (!fault.missing && touched.has(fault.id)));
  for (const wrong of form.querySelectorAll(".dw-wrong")) {
    const id = wrong.id.replace(/-wrong$/, "");
    const found = shown.filter((fault) => fault.id === id);
    wrong.hidden = !found.length;
    wrong.replaceChildren(...found.map(({ words }) => element("span", {}, words)));
    if (at(id).tagName !== "FIELDSET") at(id).setAttribute("aria-invalid", found.length > 0);
  }
  at("open").hidden = !checked;
  const count = faults.length === 1 ? "One thing is still open" : `${faults.length} things are still open`;
  at("open-count").textContent = faults.length ? count : "All is there. Thank you.";
  at("open-list").replaceChildren(...faults.map(({ id, words }) => {
    const link = element("a", { href: `#${id}` }, words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(id);
    });
    return element("li", {}, link);
  }));
}

/** Bring somebody to the control where a fault is put right. */
function goTo(id) {
  const place = at(id);
  for (let around = place; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
  const folded = place.tagName === "FIELDSET" && place.querySelector("details");
  if (folded) folded.open = true;
  const control = place.tagName === "FIELDSET" ? place.querySelector("input") : place;
  control.focus();
  place.scrollIntoView({ block: "center" });
}

function showFile(told, text) {
  const path = `${type.folder}/${freeSlug(told.text("title"), type.taken, data.slugs)}.md`;
  at("file-name").textContent = path;
  at("file").value = text;
  const { repository } = form.dataset;
  if (!repository) return;
  const empty = `${repository}/new/main?filename=${encodeURIComponent(path)}`;
  const whole = `${empty}&value=${encodeURIComponent(text)}`;
  at("send").href = whole;
  at("send-long").href = empty;
  at("short").hidden = whole.length >= LONGEST_ADDRESS;
  at("long").hidden = whole.length < LONGEST_ADDRESS;
}

// ----- Keeping -----

function keep() {
  const written = kept.write({ given: [...new FormData(form)], keys, lost, checked });
  at("kept").textContent = written ? "" : "This browser keeps nothing. Copy the text before you leave.";
}

/** Put back what was kept, or set the values that an address brings, as the gap map's addresses do. */
function restore() {
  const { given = [["checked", today()], ...new URLSearchParams(location.search)], ...held } = kept.read();
  ({ keys, lost, checked } = held);
  for (const [name] of given) {
    const number = /^new-(\d+)-type$/.exec(name)?.[1];
    if (number) addNewSource(number);
  }
  for (const [name, value] of given) {
    const choice = optionOf(name, value);
    if (choice) {
      choice.checked = true;
    } else if (at(`f-${name}`)?.tagName === "FIELDSET") lost = [...lost, [name, value]];
  }
  for (const [name, value] of given) {
    const control = form.elements.namedItem(name);
    if (control && !optionOf(name, value)) control.value = value;
    if (control?.selectedIndex < 0) control.selectedIndex = 0; // a value that is not on offer is none
  }
  for (const ground of form.querySelectorAll(".dw-ground")) showGround(ground);
  for (const boxes of form.querySelectorAll(".dw-new")) showBoxes(boxes);
}

/** Give the control by which a value is chosen, if it is on offer. */
const optionOf = (name, value) => form.elements.namedItem(`f-${name}-${value}`);

// ----- What people do -----

// What changes above a button moves it: while one is pressed, nothing may move.
let pressed = false;
let waiting = false;
function updateUnlessPressed() {
  if (pressed) waiting = true;
  else update();
}
addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    pressed = false;
    if (waiting) setTimeout(update);
    waiting = false;
  });
}
let pause;
form.addEventListener("input", () => {
  keep();
  clearTimeout(pause);
  pause = setTimeout(updateUnlessPressed, PAUSE);
});
form.addEventListener("change", ({ target }) => {
  const ground = target.closest(".dw-choice")?.querySelector(".dw-ground");
  if (ground) showGround(ground);
  if (target.closest(".dw-new")) showBoxes(target.closest(".dw-new"));
  lost = lost.filter(([name]) => name !== target.name);
  keep();
  update();
});
// Who only comes through a box on the way to another does not write there.
const written = new WeakSet();
for (const done of ["input", "mousedown"]) form.addEventListener(done, ({ target }) => written.add(target));
form.addEventListener("keydown", ({ target, key }) => MOVES.test(key) && written.add(target));
form.addEventListener("focusout", ({ target, relatedTarget }) => {
  const left = target.closest("fieldset.dw-ask")?.id ?? target.id;
  if (written.delete(target) && form.querySelector(`.dw-find[data-for="${target.id}"]`)) picker.note(target);
  if (!left || relatedTarget?.dataset.for === target.id) return;
  touched.add(left);
  touched.add(target.id);
  updateUnlessPressed();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.classList.contains("dw-find")) picker.open(at(button.dataset.for));
  const boxes = button?.closest(".dw-new");
  if (button?.classList.contains("dw-put")) {
    update();
    if (picker.place) picker.put(keys[boxes.dataset.number]);
    else boxes.querySelector(".dw-put").textContent = "First click into the text where it belongs, then here";
  }
  if (button?.classList.contains("dw-remove")) {
    delete keys[boxes.dataset.number];
    boxes.remove();
    at("bring").focus();
    keep();
    update();
  }
});
at("bring").addEventListener("click", bring);
at("check").addEventListener("click", () => {
  checked = true;
  keep();
  update();
  at("open").focus();
});
at("copy").addEventListener("click", async () => {
  update();
  try {
    await navigator.clipboard.writeText(at("file").value);
    at("taken").textContent = "Copied.";
  } catch {
    at("file").closest("details").open = true;
    at("file").select();
    at("taken").textContent = "Your browser does not let us copy. The text is selected below: copy it from there.";
  }
});
at("download").addEventListener("click", () => {
  update();
  const address = URL.createObjectURL(new Blob([at("file").value], { type: "text/markdown" }));
  element("a", { href: address, download: at("file-name").textContent.split("/").at(-1) }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  at("taken").textContent = "Downloaded.";
});
at("clear").addEventListener("click", () => {
  if (!confirm("Clear everything that you wrote in this form? It cannot be brought back.")) return;
  kept.clear();
  form.reset();
  for (const part of form.querySelectorAll(".dw-new")) part.remove();
  [keys, lost, touched, checked] = [{}, [], new Set(), false];
  restore();
  update();
  form.querySelector("input").focus();
});

for (const box of form.querySelectorAll("[data-grounded]")) addGround(box);
restore();
update();
form.hidden = false;
at("ways").hidden = true;
