// Shows what a reader has kept on the device (see assets/offline.js) when the network does not answer. It keeps nothing
// by itself, and a page comes from the network first.
const PATIENCE = 4000; // milliseconds: about as long as a reader waits in a room with a poor signal

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});

async function answer(request) {
  const network = fetch(request);
  network.catch(() => {}); // said below, where there is nothing kept
  const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
  if (!kept) return request.mode === "navigate" ? network.catch(() => notKept()) : network;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([network.then((fresh) => (isGood(fresh) ? fresh : kept), () => kept), late]);
}

// A page that a host no longer finds is shown as it was kept. Hosts may lead on to another address.
const isGood = ({ ok, type }) => ok || type === "opaqueredirect";

const notKept = () => Response.redirect(new URL("about/offline/#not-kept", registration.scope));
