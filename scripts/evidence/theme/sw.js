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
  if (!kept) return network;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([network.then((fresh) => (fresh.status < 500 ? fresh : kept), () => kept), late]);
}
