import type { KeptIn, StoredFile } from '../protocol/stored.ts'
import { chooseShelf } from './choose-shelf.ts'
import { fetchInto } from './file-store.ts'
import { lookUp } from './look-up.ts'
import { memoryShelf } from './memory-shelf.ts'
import { theOutside, type Outside } from './outside.ts'
import type { Shelf } from './shelf.ts'
import type { Entry } from './records.ts'
import { createTabs, type Tabs } from './single-flight.ts'
import type { Store } from './store.ts'

/** What tests, and tools, want otherwise. */
export interface StoreOptions {
  readonly shelf?: () => Promise<Shelf>
  readonly outside?: Outside
  readonly tabs?: Tabs
  readonly isPersisted?: () => Promise<boolean>
}

/** The store of this origin. Holds nothing itself, so that one more for the same worker does no harm. */
export function createStore(options: StoreOptions = {}): Store {
  const { shelf = chooseShelf, isPersisted = () => navigator.storage.persisted() } = options
  const { outside = theOutside(), tabs = createTabs() } = options
  let chosen: Promise<Shelf> | undefined
  const theShelf = () => (chosen ??= shelf().catch(() => memoryShelf))

  return {
    async fetch(url, file, context) {
      const place = await theShelf()
      const stored = await lookUp(place, url, file, outside.now())
      if (stored === undefined) return fetchInto(place, url, file, context, { outside, tabs })
      context.onBytes(stored.blob.size)
      return stored
    },
    async find(url, file) {
      return lookUp(await theShelf(), url, file, outside.now())
    },
    async report() {
      const place = await theShelf()
      const entries = await place.entries().catch(() => [])
      const leftovers = await place.leftovers().catch(() => [])
      const persisted = await Promise.resolve()
        .then(isPersisted)
        .catch(() => undefined)
      return {
        keptIn: place.keptIn,
        files: entries.map((entry) => shown(entry, place.keptIn)),
        partialBytes: leftovers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        ...(persisted !== undefined && { persisted }),
      }
    },
    async forget(keys) {
      const place = await theShelf()
      for (const key of keys) await place.remove(key).catch(() => {})
      for (const leftover of await place.leftovers().catch(() => [])) {
        // A download that another tab has under way is no leftover.
        await tabs.ifFree(leftover.key, () => leftover.remove()).catch(() => {})
      }
    },
  }
}

function shown(entry: Entry, keptIn: KeptIn): StoredFile {
  const { key, url, path, title, sizeBytes, verified, savedAtMs, lastUsedAtMs } = entry
  return { key, url, path, title, sizeBytes, verified, keptIn, savedAtMs, lastUsedAtMs }
}
