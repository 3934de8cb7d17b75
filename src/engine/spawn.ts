import type { ErrorCode } from '../protocol/errors.ts'
import type { Reply, SignOfLife } from '../protocol/calls.ts'
import { createClient, type Client } from './client.ts'
import { watchLiveness } from './liveness.ts'

export interface WorkerHandle {
  readonly client: Client
  readonly isDead: () => boolean
  /** Ends the worker; calls still in flight are rejected with `code`. */
  end(code: ErrorCode): void
}

export type Spawn = () => WorkerHandle

/** Starts the module worker in which everything happens. */
export const spawnWorker: Spawn = () => {
  const name = `vitrine-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), {
    type: 'module',
    name,
  })
  let dead = false
  let unwatch: (() => void) | undefined
  const end = (code: ErrorCode) => {
    if (dead) return
    dead = true
    unwatch?.()
    worker.terminate()
    client.bury(code)
  }
  const client = createClient({
    post: (request) => worker.postMessage(request),
    listen: (listener) =>
      worker.addEventListener('message', ({ data }: MessageEvent<Reply | SignOfLife>) => {
        if (data.status !== 'alive') listener(data)
        else if (!dead) unwatch = watchLiveness(name, () => end('worker-died'))
      }),
  })
  worker.addEventListener('error', () => end('worker-died'))
  worker.addEventListener('messageerror', () => end('worker-died'))
  return { client, isDead: () => dead, end }
}
