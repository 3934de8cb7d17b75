import type { ErrorCode, ErrorFacts } from '../protocol/errors.ts'
import type { Reply, SignOfLife } from '../protocol/calls.ts'
import { createClient } from './client.ts'
import { watchLiveness } from './liveness.ts'
import type { Reach, Spawn } from './spawn.ts'

interface WorkerSource {
  /** Starts the module worker in which everything happens; it goes by this name. */
  start(reach: Reach, name: string): Worker
  /** Its script did not come, as after a deploy, or was not let in. What its callers are told of it. */
  onMissing(): { readonly code: ErrorCode; readonly facts?: ErrorFacts }
}

/** A worker, wherever its script is. */
export function spawnWith({ start, onMissing }: WorkerSource): Spawn {
  return (reach) => {
    const name = `vitrine-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`
    const worker = start(reach, name)
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
      // A bare event tells of a script that did not come.
      const { code, facts } =
        event instanceof ErrorEvent ? { code: 'worker-died' as const } : onMissing()
      end(code, facts)
    })
    worker.addEventListener('messageerror', () => end('worker-died'))
    return { client, isDead: () => dead, end }
  }
}
