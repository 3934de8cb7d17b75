declare const self: ServiceWorkerGlobalScope

/**
 * A document that did not start, as after a deploy that left a file out. While the server still has that very
 * document, the kept one, all of whose files are here, is shown in its place.
 */
const cacheName = `vitrine-broken-${self.registration.scope}`

/** Asks the server for its document and notes it as broken. */
export async function noteBrokenDocument(): Promise<void> {
  const scope = self.registration.scope
  const response = await fetch(scope, { cache: 'no-cache' })
  const cache = await caches.open(cacheName)
  await cache.put(scope, response)
}

/** Whether this is the document that was noted. */
export async function isBrokenDocument(response: Response): Promise<boolean> {
  const noted = await caches.match(self.registration.scope, { cacheName })
  return noted !== undefined && (await noted.text()) === (await response.clone().text())
}

/** A new version has come whole. */
export async function forgetBrokenDocument(): Promise<void> {
  await caches.delete(cacheName)
}
