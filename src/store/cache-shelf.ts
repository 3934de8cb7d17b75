import { createMemoryPart } from './memory-part.ts'
import { parseEntry, type Entry } from './records.ts'
import { guarded, type Shelf } from './shelf.ts'

/** Addresses that no server has; the Cache API wants some. */
const base = 'https://vitrine-store.invalid/'
const entriesBase = `${base}entries/`

/**
 * Files in the Cache API, which takes only whole ones (a 206 is refused): what comes lies in memory until it is there,
 * and a cut download is not resumed by the next visit.
 */
export function createCacheShelf(openCache: () => Promise<Cache>): Shelf {
  const fileUrl = (key: string) => `${base}files/${key}`
  const entryUrl = (key: string) => entriesBase + key

  async function put(url: string, body: Blob | string) {
    const cache = await openCache()
    await cache.put(url, new Response(body))
  }

  async function entryAt(cache: Cache, url: string): Promise<Entry | undefined> {
    const response = await cache.match(url)
    return response === undefined ? undefined : parseEntry(await response.text())
  }

  const putEntry = (entry: Entry) => put(entryUrl(entry.key), JSON.stringify(entry))

  return {
    keptIn: 'cache',
    entry: (key) => guarded(async () => entryAt(await openCache(), entryUrl(key))),
    entries: () =>
      guarded(async () => {
        const cache = await openCache()
        const urls = (await cache.keys()).map(({ url }) => url)
        const entryUrls = urls.filter((url) => url.startsWith(entriesBase))
        const entries = await Promise.all(entryUrls.map((url) => entryAt(cache, url)))
        return entries.filter((entry) => entry !== undefined)
      }),
    read: (key) =>
      guarded(async () => {
        const response = await (await openCache()).match(fileUrl(key))
        return response?.blob()
      }),
    update: (entry) => guarded(() => putEntry(entry)),
    remove: (key) =>
      guarded(async () => {
        const cache = await openCache()
        await cache.delete(entryUrl(key))
        await cache.delete(fileUrl(key))
      }),
    openPart: async () =>
      createMemoryPart({
        keep: (blob, entry) =>
          guarded(async () => {
            await put(fileUrl(entry.key), blob)
            await putEntry(entry)
          }),
      }),
    leftovers: async () => [],
  }
}
