import type { OfflineMessage } from '../protocol/offline.ts'

/** Tells when a version newer than this page waits to take its place. */
export interface Updates {
  isWaiting(): boolean
  /** Calls back when `isWaiting` changes. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void
  /** Lets the new version take over and shows it. */
  reload(): void
}

/** Between two looks for a new version, when a tab that was left open is shown again. */
const lookEveryMs = 3_600_000

/**
 * Follows a service worker from its registration on.
 * @param script the address of this page's own script, by which a version is known
 */
export function followUpdates(
  registration: ServiceWorkerRegistration,
  script: string,
  { document, location }: Pick<Window, 'document' | 'location'> = window,
): Updates {
  const listeners = new Set<() => void>()
  let newer: ServiceWorker | undefined
  let lookedAtMs = Date.now()

  async function consider(worker: ServiceWorker | null) {
    // The document comes from the network first, so the page may be of the version that waits.
    if (worker === null || (await knows(worker, script))) return
    newer = worker
    for (const listener of listeners) listener()
  }

  function followInstalling() {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      // The first of all replaces nothing.
      if (installing.state === 'installed' && registration.active !== null)
        void consider(installing)
    })
  }
  registration.addEventListener('updatefound', followInstalling)
  // It may have come before this code.
  followInstalling()
  void consider(registration.waiting)

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - lookedAtMs < lookEveryMs) return
    lookedAtMs = Date.now()
    registration.update().catch(() => {})
  })

  return {
    isWaiting: () => newer !== undefined,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reload() {
      // Another tab may have let it take over already.
      if (newer?.state !== 'installed') return location.reload()
      newer.addEventListener('statechange', () => location.reload(), { once: true })
      newer.postMessage({ type: 'take-over' } satisfies OfflineMessage)
    },
  }
}

function knows(worker: ServiceWorker, script: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }) => resolve(data === true))
    port1.start()
    worker.postMessage({ type: 'knows', script } satisfies OfflineMessage, [port2])
  })
}
