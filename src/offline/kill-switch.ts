/**
 * What stands at the service worker's address when there shall be none: it removes itself and all that was kept, but
 * for the weights. A page that is open goes on by the network and is not reloaded.
 */
declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))

self.addEventListener('activate', (event) => event.waitUntil(leave()))

async function leave(): Promise<void> {
  const { scope } = self.registration
  const names = await caches.keys()
  // Another site may lie beside this one, under the same origin.
  const ours = names.filter(
    (name) =>
      /^(?:workbox-precache|vitrine-(?:runtime|pictures|broken))-/.test(name) &&
      name.endsWith(`-${scope}`),
  )
  await Promise.all(ours.map((name) => caches.delete(name)))
  await self.registration.unregister()
}
