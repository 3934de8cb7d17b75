/**
 * Keeps the page working without a network, and out of the way otherwise. What it keeps was listed and hashed by the
 * build (hosting/service-worker-plugin.ts); a request to another site, and every request for weights, it leaves alone.
 */
import { addPlugins, addRoute, precache } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import type { OfflineMessage } from '../protocol/offline.ts'
import { relayApi } from './api-relay.ts'
import { forgetBrokenDocument, isBrokenDocument, noteBrokenDocument } from './broken-document.ts'
import { createFirstUse, type BeforeAnswer } from './first-use.ts'
import { withHeaders } from './isolation.ts'
import { networkFirst } from './network-first.ts'
import { buildOf, demosPath, documentPath, isHashed, type SiteFiles } from './site-files.ts'

declare const self: ServiceWorkerGlobalScope
/** Put here by the build. */
declare const vitrineSiteFiles: SiteFiles

const site = vitrineSiteFiles
const scope = new URL(self.registration.scope)
const isolated = (response: Response) =>
  site.isolation === undefined ? response : withHeaders(response, site.isolation)
const isolating: BeforeAnswer = { handlerWillRespond: async ({ response }) => isolated(response) }
const firstUse = createFirstUse(site, [isolating])

/** Relative to the site; undefined for what is not of it. */
function pathOf(url: URL): string | undefined {
  const isOurs = url.origin === scope.origin && url.pathname.startsWith(scope.pathname)
  return isOurs ? url.pathname.slice(scope.pathname.length) : undefined
}

const isDocument = (path: string | undefined) => path === '' || path === documentPath

// Before all others: what is asked there is nobody else's business.
relayApi()
registerRoute(
  ({ url, request }) => request.mode === 'navigate' && isDocument(pathOf(url)),
  async ({ request }) => isolated(await networkFirst(request, documentPath, isBrokenDocument)),
)
registerRoute(
  ({ url }) => pathOf(url) === demosPath,
  ({ request }) => networkFirst(request, demosPath),
)
addPlugins([
  isolating,
  {
    // Usually costs a 304. Else a file that the browser has kept damaged would keep every new version out.
    requestWillFetch: async ({ request }) => new Request(request, { cache: 'no-cache' }),
  },
])
precache(
  site.shell.map(({ path, hash }) => ({
    url: path,
    revision: `${isHashed(path) ? '' : hash}${site.headers}`,
    // Some hosts write something of theirs into pages.
    ...(path !== documentPath && { integrity: hash }),
  })),
)
// Else the document would come from here first.
addRoute({ directoryIndex: '', cleanURLs: false, ignoreURLParametersMatching: [] })
registerRoute(
  ({ url }) => firstUse.concerns(pathOf(url) ?? ''),
  (options) => firstUse.answer(pathOf(options.url) ?? '', options),
)

self.addEventListener('activate', (event) => {
  const settle = [self.clients.claim(), firstUse.prune(), forgetBrokenDocument()]
  event.waitUntil(Promise.allSettled(settle))
})

self.addEventListener('message', (event) => {
  // From a page of this site, though perhaps of another version: what is not known is not answered.
  const answered = answerTo(event.data as OfflineMessage, event)
  event.waitUntil(answered.then((answer) => event.ports[0]?.postMessage(answer)))
})

async function answerTo(message: OfflineMessage, event: ExtendableEvent): Promise<boolean> {
  switch (message.type) {
    case 'take-over':
      await self.skipWaiting()
      return true
    case 'knows':
      return site.shell.some(({ path }) => new URL(path, scope).href === message.script)
    case 'keep': {
      const used = site.runtime.map(({ path }) => path).filter(isOfBuild(message.build))
      const seen = message.urls.map((url) => pathOf(new URL(url)) ?? '')
      await firstUse.keep([...used, ...seen], event)
      return true
    }
    case 'document-broken':
      await noteBrokenDocument()
      return true
    default:
      message satisfies never
      return false
  }
}

function isOfBuild(build: string | undefined) {
  return (path: string) => build !== undefined && buildOf(path) === build
}
