/**
 * The API on the page's own origin: every request to `./api/` goes to an open page of this site, in which the model
 * is. Nothing of it goes to the network, so nothing is uploaded.
 *
 * Only pages of this site can call it. A service worker sees the requests of the pages in its own scope and no others;
 * what another site, another program or `curl` asks goes to the host, which has no such file.
 */
import { apiFolder, type RelayMessage } from '../protocol/api-relay.ts'
import { bodyLimitBytes, readCall } from './read-call.ts'
import { relay, type RelayPage } from './relay.ts'
import { bodyTooBig, pageMissing } from './relay-errors.ts'

declare const self: ServiceWorkerGlobalScope

/** Answers what is below `./api/`; the rest is for others. */
export function relayApi(): void {
  const { href } = new URL(self.registration.scope)
  self.addEventListener('fetch', (event) => {
    const { request } = event
    if (!request.url.startsWith(href + apiFolder)) return
    event.stopImmediatePropagation()
    const path = new URL(request.url).pathname.slice(new URL(href).pathname.length)
    const answer = answerTo(request, path)
    event.respondWith(answer.then(({ response }) => response))
    // Else the browser may end this worker in the middle of a stream.
    event.waitUntil(answer.then(({ over }) => over))
  })
}

async function answerTo(request: Request, path: string) {
  const over = Promise.resolve()
  // Typed into the address bar: the page that explains the API, and tries it.
  if (request.mode === 'navigate' && path === `${apiFolder}docs`)
    return { response: Response.redirect(`${self.registration.scope}?view=api`), over }
  const call = await readCall(request, path).catch(() => undefined)
  if (call === undefined) return { response: pageMissing(), over }
  if (call === 'too-big') return { response: bodyTooBig(bodyLimitBytes), over }
  return relay(await openPages(), { call, signal: request.signal })
}

/** Of this site: the browser gives those of the whole origin, most recently focused first. */
async function openPages(): Promise<RelayPage[]> {
  const { scope } = self.registration
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all
    .filter(({ url }) => url.startsWith(scope))
    .map((client) => ({
      address: client.url.slice(scope.length).replace(/#.*/, ''),
      post: (message: RelayMessage, transfer: Transferable[]) =>
        client.postMessage(message, transfer),
      isOpen: async () => (await self.clients.get(client.id)) !== undefined,
    }))
}
