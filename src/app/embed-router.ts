import type { Router } from './router.ts'

/** The address of a frame: nothing leads away from it, and only what is shared is written into it. */
export interface EmbedRouter extends Router {
  /** The site's own page with this demo in this state, absolute. */
  tabUrl(): string
  /** Calls back when `tabUrl` changes. Returns the unsubscriber. */
  subscribeTab(listener: () => void): () => void
}

export function embedRouter(router: Router, { location, history, document }: Window): EmbedRouter {
  const listeners = new Set<() => void>()
  let hash = location.hash

  return {
    ...router,
    go() {},
    share(state) {
      hash = `#${state}`
      // Written out, for "#…" alone would mean the site's own page.
      history.replaceState(null, '', location.pathname + location.search + hash)
      for (const listener of listeners) listener()
    },
    tabUrl() {
      const url = new URL(document.baseURI)
      url.search = location.search
      url.searchParams.delete('theme')
      url.hash = hash
      return url.href
    },
    subscribeTab(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
