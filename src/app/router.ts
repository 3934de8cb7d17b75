import { createContext, useContext, useSyncExternalStore } from 'react'
import { parseAddress, type Address } from './address.ts'

export interface Arrival {
  readonly address: Address
  /** Counts the arrivals at a page since it was opened; 0 is the opening itself. */
  readonly count: number
}

export interface Router {
  arrival(): Arrival
  /** Goes to an address of this page, as if its link had been followed. */
  go(href: string): void
  /** Writes a demo's input and settings into the address, so that it can be sent to somebody. */
  share(state: URLSearchParams): void
  subscribe(listener: () => void): () => void
}

/** The page's own address as a store. Links stay plain links: `follow-links.ts` brings them here. */
export function createRouter(window: Window): Router {
  const listeners = new Set<() => void>()
  // Written by hosting/site-head-plugin.ts.
  const only = window.document.querySelector<HTMLMetaElement>('[name=vitrine-only]')?.content
  const read = () => parseAddress(window.location.href, only)
  let arrival: Arrival = { address: read(), count: 0 }

  function arrive() {
    arrival = { address: read(), count: arrival.count + 1 }
    for (const listener of listeners) listener()
  }

  return {
    arrival: () => arrival,
    go(href) {
      window.history.pushState(null, '', href)
      window.scrollTo(0, 0)
      arrive()
    },
    share(state) {
      window.history.replaceState(null, '', `#${state}`)
    },
    subscribe(listener) {
      // `popstate` also comes when the visitor edits the part behind "#".
      if (listeners.size === 0) window.addEventListener('popstate', arrive)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) window.removeEventListener('popstate', arrive)
      }
    },
  }
}

export const RouterContext = createContext<Router | undefined>(undefined)

export function useRouter(): Router {
  const router = useContext(RouterContext)
  if (router === undefined) throw new Error('No RouterContext above this component.')
  return router
}

export function useArrival(): Arrival {
  const router = useRouter()
  return useSyncExternalStore(router.subscribe, router.arrival)
}
