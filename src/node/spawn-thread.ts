import { Worker } from 'node:worker_threads'
import { createClient } from '../engine/client.ts'
import type { Spawn } from '../engine/spawn.ts'
import type { Reply } from '../protocol/calls.ts'
import type { ErrorCode, ErrorFacts } from '../protocol/errors.ts'

/** What a thread is given when it starts. */
export interface ThreadData {
  /** Absolute; the files of the one export that the thread will open lie in it. */
  readonly folder: string
  /** The project, absolute: its packages are looked up from here, and not from where the thread's code lies. */
  readonly root: string
}

/**
 * The engine's workers as threads of Node's.
 * @param script of `thread.ts`, bundled
 */
export function spawnThreads(script: URL, data: ThreadData): Spawn {
  return () => {
    const thread = new Worker(script, { workerData: data, name: 'vitrine' })
    // A server that has been closed does not go on for a model's sake.
    thread.unref()
    let dead = false
    const end = (code: ErrorCode, facts?: ErrorFacts) => {
      if (dead) return
      dead = true
      void thread.terminate()
      client.bury(code, facts)
    }
    const client = createClient({
      // What is sent to Node's API is text and numbers; nothing has to be handed over.
      post: (request) => thread.postMessage(request),
      end,
      listen: (listener) => thread.on('message', (reply: Reply) => listener(reply)),
    })
    thread.on('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'worker-died'),
    )
    thread.on('messageerror', () => end('worker-died'))
    thread.on('exit', () => end('worker-died'))
    return { client, isDead: () => dead, end }
  }
}
