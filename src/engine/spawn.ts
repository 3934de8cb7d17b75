import type { ErrorCode, ErrorFacts } from '../protocol/errors.ts'
import type { Reply, SignOfLife } from '../protocol/calls.ts'
import { createClient, type Client } from './client.ts'
import { watchLiveness } from './liveness.ts'

export interface WorkerHandle {
  readonly client: Client
  readonly isDead: () => boolean
  /** Ends the worker; calls still in flight are rejected with `code`. */
  end(code: ErrorCode, facts?: ErrorFacts): void
}

/**
 * How far a worker may reach: `site` can fetch from this site only, its own Content-Security-Policy sees to that;
 * `anywhere` is started only after the visitor has said yes to a link.
 */
export type Reach = 'site' | 'anywhere'

export type Spawn = (reach: Reach) => WorkerHandle

/** Vite finds workers by this very form of words, so there is one for each. */
const starters: Record<Reach, (name: string) => Worker> = {
  site: (name) =>
    new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name }),
  anywhere: (name) =>
    new Worker(new URL('../worker/link-worker.ts', import.meta.url), { type: 'module', name }),
}

/** Starts the module worker in which everything happens. */
export const spawnWorker: Spawn = (reach) => {
  const name = `vitrine-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`
  const worker = starters[reach](name)
  let dead = false
  let unwatch: (() => void) | undefined
  const end = (code: ErrorCode, facts?: ErrorFacts) => {
    if (dead) return
    dead = true
    unwatch?.()
    worker.terminate()
    client.bury(code, facts)
  }
  const client = createClient({
    post: (request, transfer = []) => worker.postMessage(request, transfer),
    end,
    listen: (listener) =>
      worker.addEventListener('message', ({ data }: MessageEvent<Reply | SignOfLife>) => {
        if (data.status !== 'alive') listener(data)
        else if (!dead) unwatch = watchLiveness(name, () => end('worker-died'))
      }),
  })
  worker.addEventListener('error', (event) => {
    // A bare event tells of a script that did not come, as after a deploy: see public/recover.js.
    if (!(event instanceof ErrorEvent)) window.dispatchEvent(new Event('vite:preloadError'))
    end('worker-died')
  })
  worker.addEventListener('messageerror', () => end('worker-died'))
  return { client, isDead: () => dead, end }
}
