import { createHash } from 'node:crypto'
import type { LoadWait } from '../protocol/calls.ts'
import type { ExportFile } from '../protocol/manifest.ts'
import { createStore } from '../store/create-store.ts'
import { createOpfsShelf } from '../store/opfs-shelf.ts'
import type { Shelf } from '../store/shelf.ts'
import { createTabs } from '../store/single-flight.ts'
import type { FetchContext } from '../store/store.ts'
import type { FakeFileServer } from './fake-file-server.ts'
import { createFakeOpfs, type FakeOpfs } from './fake-opfs.ts'

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Bytes that look like an ONNX model at their start and repeat nowhere. */
export function someBytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) =>
    i < 4 ? [8, 8, 18, 7][i]! : (i * 2_654_435_761) >>> 24,
  )
}

export function describeFile(content: Uint8Array, path = 'model.onnx'): Required<ExportFile> {
  return { path, sizeBytes: content.length, sha256: sha256(content) }
}

export const pageOrigin = 'https://page.example'

/** A store over a file system and a server that can be broken at will. Time passes at once. */
export function storeUnderTest(
  server: FakeFileServer,
  options: { opfs?: FakeOpfs; shelf?: Shelf; now?: () => number } = {},
) {
  const opfs = options.opfs ?? createFakeOpfs()
  const shelf = options.shelf ?? createOpfsShelf(opfs.open)
  const sleptMs: number[] = []
  const world = { isOnline: true }
  const store = createStore({
    shelf: async () => shelf,
    // Node has Web Locks and channels of its own; tests of tabs give theirs.
    tabs: createTabs(undefined, () => undefined),
    isPersisted: async () => false,
    outside: {
      fetch: server.fetch,
      now: options.now ?? (() => 1_000_000),
      async sleep(ms, signal) {
        signal.throwIfAborted()
        sleptMs.push(ms)
      },
      isOnline: () => world.isOnline,
      origin: pageOrigin,
      patience: { delaysMs: [1, 2, 4, 8, 16], stallMs: 25, longestWaitMs: 60_000 },
    },
  })
  return { store, opfs, sleptMs, world }
}

/** A context that remembers what it was told. */
export function listening(signal = new AbortController().signal) {
  const loadedBytes: number[] = []
  const waits: (LoadWait | undefined)[] = []
  const context: FetchContext = {
    signal,
    title: 'A demo',
    onBytes: (bytes) => loadedBytes.push(bytes),
    onWait: (wait) => waits.push(wait),
  }
  return { context, loadedBytes, waits }
}
