import { CacheFirst, StaleWhileRevalidate } from 'workbox-strategies'
import { isHashed, keepingOf, type SiteFiles } from './site-files.ts'

declare const self: ServiceWorkerGlobalScope

/** What happens to an answer before it is given, kept or not. */
export interface BeforeAnswer {
  handlerWillRespond(given: { response: Response }): Promise<Response>
}

interface Asked {
  readonly request: Request
  readonly event: ExtendableEvent
}

/**
 * Keeps what is not kept beforehand: the runtime's build that this device uses, the pictures that were seen.
 * @param others what else is to happen to each answer
 */
export function createFirstUse(
  { headers, runtime, pictures }: SiteFiles,
  others: readonly BeforeAnswer[],
) {
  const scope = self.registration.scope
  const absolute = (path: string) => new URL(path, scope).href
  const hashes = new Map(runtime.map(({ path, hash }) => [absolute(path), hash]))
  const noPages = {
    // Some hosts answer 200 and a page of theirs for what is missing.
    cacheWillUpdate: async ({ response }: { response: Response }) =>
      response.status === 200 && !isPage(response) ? response : null,
  }
  const verified = {
    requestWillFetch: async ({ request }: { request: Request }) => {
      const integrity = hashes.get(request.url)
      return integrity === undefined ? request : new Request(request, { integrity })
    },
  }
  const names = {
    runtime: `vitrine-runtime-${headers}-${scope}`,
    pictures: `vitrine-pictures-${scope}`,
  }
  const matchOptions = { ignoreVary: true }
  const forEver = new CacheFirst({
    cacheName: names.runtime,
    matchOptions,
    plugins: [noPages, verified, ...others],
  })
  const untilChanged = new StaleWhileRevalidate({
    cacheName: names.pictures,
    matchOptions,
    plugins: [noPages, ...others],
  })

  function strategyFor(path: string): CacheFirst | StaleWhileRevalidate | undefined {
    const keeping = keepingOf(path)
    // Also one that this version does not know: its page is of the next version, which waits.
    if (keeping === 'runtime' && isHashed(path)) return forEver
    return keeping === 'picture' ? untilChanged : undefined
  }

  /** Answers for a file of the site, by its path. */
  async function answer(path: string, { request, event }: Asked): Promise<Response> {
    const strategy = strategyFor(path)
    if (strategy === undefined) return fetch(request)
    try {
      return await strategy.handle({ request, event })
    } catch {
      // The browser may have kept a damaged one, which it would for a year.
      return strategy.handle({ request: new Request(request, { cache: 'reload' }), event })
    }
  }

  /** Fetches and keeps these; where the browser still has them in its own cache this costs a 304. */
  async function keep(paths: readonly string[], event: ExtendableEvent): Promise<void> {
    const kept = paths.map(async (path) => {
      const request = new Request(absolute(path), { cache: 'no-cache' })
      const strategy = strategyFor(path)
      if (strategy === undefined || (await caches.match(request, matchOptions))) return
      await Promise.all(strategy.handleAll({ request, event }))
    })
    await Promise.allSettled(kept)
  }

  /** Removes what this version does not have. */
  async function prune(): Promise<void> {
    for (const name of await caches.keys()) {
      const isOfRuntime = name.startsWith('vitrine-runtime-') && name.endsWith(`-${scope}`)
      if (isOfRuntime && name !== names.runtime) await caches.delete(name)
    }
    await keepOnly(names.runtime, [...hashes.keys()])
    await keepOnly(names.pictures, pictures.map(absolute))
  }

  return {
    concerns: (path: string) => strategyFor(path) !== undefined,
    answer,
    keep,
    prune,
  }
}

function isPage(response: Response): boolean {
  return response.headers.get('Content-Type')?.startsWith('text/html') === true
}

async function keepOnly(cacheName: string, urls: readonly string[]): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const request of await cache.keys())
    if (!urls.includes(request.url)) await cache.delete(request)
}
