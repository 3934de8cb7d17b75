import { readFile, readText, removeFile, writeText } from './opfs-files.ts'
import { openOpfsPart, suffixes } from './opfs-part.ts'
import type { Directory } from './opfs-types.ts'
import { parseEntry, type Entry } from './records.ts'
import { guarded, type Leftover, type Shelf } from './shelf.ts'

/**
 * Files in the origin's private file system. `openDirectory` is asked anew for every use: the folder is gone, and its
 * handle of no use, when the visitor or the browser has cleared the site's data.
 */
export function createOpfsShelf(openDirectory: () => Promise<Directory>): Shelf {
  async function entryIn(directory: Directory, key: string): Promise<Entry | undefined> {
    const entry = parseEntry((await readText(directory, key + suffixes.entry)) ?? '')
    return entry?.key === key ? entry : undefined
  }

  return {
    keptIn: 'opfs',
    entry: (key) => guarded(async () => entryIn(await openDirectory(), key)),
    entries: () =>
      guarded(async () => {
        const directory = await openDirectory()
        const keys = (await namesIn(directory)).flatMap((name) => keyOf(name, suffixes.entry) ?? [])
        const entries = await Promise.all(keys.map((key) => entryIn(directory, key)))
        return entries.filter((entry) => entry !== undefined)
      }),
    read: (key) => guarded(async () => readFile(await openDirectory(), key + suffixes.file)),
    update: (entry) =>
      guarded(async () => {
        const name = entry.key + suffixes.entry
        await writeText(await openDirectory(), name, JSON.stringify(entry))
      }),
    remove: (key) =>
      guarded(async () => {
        const directory = await openDirectory()
        await removeFile(directory, key + suffixes.entry)
        await removeFile(directory, key + suffixes.file)
      }),
    openPart: (key, resumable) => guarded(() => openOpfsPart(openDirectory, key, resumable)),
    leftovers: () => guarded(async () => leftoversIn(await openDirectory())),
  }
}

/** Downloads that were cut, bytes whose index entry was never written, drafts of entries. */
async function leftoversIn(directory: Directory): Promise<readonly Leftover[]> {
  const names = new Set(await namesIn(directory))
  const keys = new Set(Array.from(names, (name) => name.slice(0, name.indexOf('.'))))
  const leftovers = Array.from(keys, async (key): Promise<Leftover | undefined> => {
    const isIndexed = names.has(key + suffixes.entry)
    const stray = [...names].filter((name) => {
      if (!name.startsWith(`${key}.`) || name === key + suffixes.entry) return false
      return name !== key + suffixes.file || !isIndexed
    })
    if (stray.length === 0) return undefined
    const sizes = stray.map(async (name) => (await readFile(directory, name))?.size ?? 0)
    return {
      key,
      sizeBytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0),
      remove: () =>
        guarded(async () => {
          for (const name of stray) await removeFile(directory, name)
        }),
    }
  })
  return (await Promise.all(leftovers)).filter((leftover) => leftover !== undefined)
}

async function namesIn(directory: Directory): Promise<string[]> {
  const names: string[] = []
  for await (const name of directory.keys()) names.push(name)
  return names
}

function keyOf(name: string, suffix: string): string | undefined {
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined
}
