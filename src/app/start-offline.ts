import type { QueryClient } from '@tanstack/react-query'
import type { OfflineMessage } from '../protocol/offline.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import type { Loader } from '../queries/loader.ts'
import type { Updates } from './service-worker.ts'

/**
 * Registers the service worker once the page has loaded, and answers what it asks of this page's model. Resolves with
 * undefined where there is none to be had: on an insecure address, in a frame without storage, in browsers that forbid it.
 * @param script the address of this page's own script
 */
export async function startOffline(
  script: string,
  loader: Loader,
  client: QueryClient,
): Promise<Updates | undefined> {
  try {
    // Calls to the API (src/offline/api-relay.ts). What comes before somebody listens is lost: hence at once.
    navigator.serviceWorker.addEventListener('message', (event) => {
      void import('./api-calls.ts').then(({ answerRelay }) => answerRelay(event, loader, client))
    })
    await loaded()
    const registration = await navigator.serviceWorker.register('./sw.js', {
      // A worker that the browser has kept would keep a broken version alive.
      updateViaCache: 'none',
    })
    void tellUsed()
    // Nothing can be newer than what this page has before there is something at all.
    await navigator.serviceWorker.ready
    const { followUpdates } = await import('./service-worker.ts')
    return followUpdates(registration, script)
  } catch {
    return undefined
  }
}

/** For a site that has no service worker any more, or is being developed. */
export async function endOffline(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.unregister()
  } catch {
    // Where there is none to be had there is none to end.
  }
}

/**
 * Tells the service worker what this page has used. On a first visit that is there before the service worker, which
 * could not see it being fetched.
 * @param build of the runtime, which the models' worker fetched
 */
export async function tellUsed(build?: RuntimeReport['build']): Promise<void> {
  try {
    const { active } = await navigator.serviceWorker.ready
    const urls = performance.getEntriesByType('resource').map(({ name }) => name)
    active?.postMessage({ type: 'keep', urls, ...(build && { build }) } satisfies OfflineMessage)
  } catch {
    // There is none to be had here.
  }
}

function loaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    window.addEventListener('load', () => resolve(), { once: true })
  })
}
