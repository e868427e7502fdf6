// Keeps the whole site on the reader's device when the reader asks, and takes it off again. sw.js shows what is kept.
const root = new URL("../", import.meta.url);
const KEPT = `kept ${root} `; // a cache's name begins so, and ends with the version of the site
const LIST = new URL("offline.json", root);
const TOGETHER = 12; // files fetched at the same time

let place;

/** Offer in an element what can be done here: keep the site, bring it up to date, remove it. */
export async function offer(element) {
  place = element;
  if (document.querySelector("meta[name=dw-preview]")) return show("This is a preview: it cannot be kept.");
  if (!navigator.serviceWorker) return show("This browser cannot keep sites.");
  try {
    await offerNow();
  } catch {
    show("The list of what to keep could not be loaded. Is the internet there?", ["Try again", () => offer(place)]);
  }
}

async function offerNow() {
  const kept = await caches.match(LIST).then((answer) => answer?.json());
  const begun = (await keptNames()).length > 0; // a reader may have gone before all was there
  const newest = await fetch(LIST, { cache: "no-cache" }).then((answer) => answer.json());
  const remove = ["Remove it from this device", removeAll];
  const start = ["Keep this site on this device", () => keep(newest)];
  if (!kept && begun) show(`Only a part is kept: it was not finished. The whole needs ${size(newest)}.`, start, remove);
  else if (!kept) show(`Not kept yet. It needs ${size(newest)}.`, start);
  else if (kept.version === newest.version) show(`Kept: the site of ${kept.date}, ${size(kept)}.`, remove);
  else {
    const words = `Kept: the site of ${kept.date}, ${size(kept)}. There is a newer one, of ${newest.date}.`;
    show(words, ["Bring it up to date", () => keep(newest)], remove);
  }
}

async function keep(list) {
  const name = KEPT + list.version;
  try {
    await navigator.storage?.persist?.();
    await fetchAll(await caches.open(name), list.files);
    await navigator.serviceWorker.register(new URL("sw.js", root));
    await navigator.serviceWorker.ready;
    for (const other of await keptNames()) if (other !== name) await caches.delete(other);
    await offerNow();
  } catch {
    await caches.delete(name);
    show("It could not be kept: the internet went away, or there is no room.", ["Try again", () => keep(list)]);
  }
}

async function fetchAll(cache, files) {
  for (let done = 0; done < files.length; done += TOGETHER) {
    if (done % (TOGETHER * 5) === 0) show(`Keeping it: ${Math.round((100 * done) / files.length)} %`);
    const addresses = files.slice(done, done + TOGETHER).map((file) => new URL(file, root));
    await cache.addAll(addresses.map((address) => new Request(address, { cache: "no-cache" })));
  }
  await cache.add(new Request(LIST, { cache: "no-cache" })); // the last one: it says that all is there
}

async function removeAll() {
  for (const name of await keptNames()) await caches.delete(name);
  const registration = await navigator.serviceWorker.getRegistration(root);
  await registration?.unregister();
  await offerNow();
}

const keptNames = async () => (await caches.keys()).filter((name) => name.startsWith(KEPT));

const size = ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB`;

function show(words, ...actions) {
  const status = place.querySelector("[role=status]");
  status.textContent = words;
  const buttons = actions.map(([label, action]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", action);
    return button;
  });
  place.replaceChildren(status, ...buttons);
}
