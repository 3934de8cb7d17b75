/** The store by itself, in a worker as on the site, where tests can choose its storage and its patience. */
import type { ExportFile } from '../../src/protocol/manifest.ts'
import { asVitrineError } from '../../src/protocol/errors.ts'
import { createCacheShelf } from '../../src/store/cache-shelf.ts'
import { chooseShelf } from '../../src/store/choose-shelf.ts'
import { createStore } from '../../src/store/create-store.ts'
import { sha256Of } from '../../src/store/hash.ts'
import { memoryShelf } from '../../src/store/memory-shelf.ts'
import { theOutside } from '../../src/store/outside.ts'

export interface ToolOptions {
  readonly storage?: 'best' | 'cache' | 'memory'
  readonly stallMs?: number
}

export interface ToolFetch {
  readonly url: string
  readonly file: ExportFile
  /** Gives up when so many bytes have come. */
  readonly abortAtBytes?: number
}

const shelves = {
  best: chooseShelf,
  cache: async () => createCacheShelf(() => caches.open('vitrine-store')),
  memory: async () => memoryShelf,
}

function makeStore({ storage = 'best', stallMs = 15_000 }: ToolOptions) {
  const patience = { delaysMs: [5, 5, 5, 5, 5], stallMs, longestWaitMs: 60_000 }
  return createStore({ shelf: shelves[storage], outside: { ...theOutside(), patience } })
}

const calls = {
  async fetch({ url, file, abortAtBytes = Infinity }: ToolFetch, options: ToolOptions) {
    const controller = new AbortController()
    const progress: number[] = []
    const waits: string[] = []
    try {
      const { blob, ...facts } = await makeStore(options).fetch(url, file, {
        signal: controller.signal,
        title: 'Tool',
        onBytes(bytes) {
          progress.push(bytes)
          postMessage({ loadedBytes: bytes })
          if (bytes >= abortAtBytes) controller.abort()
        },
        onWait: (wait) => waits.push(wait?.for ?? 'on'),
      })
      return { status: 'here', sha256: await sha256Of(blob), ...facts, progress, waits } as const
    } catch (error) {
      const { code, facts, detail } = asVitrineError(error)
      return { status: 'failed', code, facts, detail, progress, waits } as const
    }
  },
  async find({ url, file }: ToolFetch, options: ToolOptions) {
    const found = await makeStore(options).find(url, file)
    return found === undefined ? undefined : sha256Of(found.blob)
  },
  report: (_: undefined, options: ToolOptions) => makeStore(options).report(),
  forget: (keys: readonly string[], options: ToolOptions) => makeStore(options).forget(keys),
}

export type ToolCalls = typeof calls

addEventListener('message', ({ data: { id, call, args, options } }: MessageEvent) => {
  const run = calls[call as keyof ToolCalls] as (a: unknown, o: ToolOptions) => Promise<unknown>
  run(args, options).then(
    (result) => postMessage({ id, result }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  )
})
