import { createCacheShelf } from './cache-shelf.ts'
import { memoryShelf } from './memory-shelf.ts'
import { createOpfsShelf } from './opfs-shelf.ts'
import type { Directory } from './opfs-types.ts'
import type { Shelf } from './shelf.ts'

const name = 'vitrine-store'

/**
 * The best place that this browser lets us have. In a frame of another site every one of these calls throws, even a mere
 * look at `caches`; in a page that is no secure context they are not there at all.
 */
export async function chooseShelf(): Promise<Shelf> {
  for (const open of [openOpfs, openCache]) {
    try {
      return await open()
    } catch {
      // The next one, then.
    }
  }
  return memoryShelf
}

async function openOpfs(): Promise<Shelf> {
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) throw new TypeError('too old')
  const openDirectory = async () => {
    const root = await navigator.storage.getDirectory()
    // The browser's type lacks what ours has; see opfs-types.ts.
    return (await root.getDirectoryHandle(name, { create: true })) as unknown as Directory
  }
  await openDirectory()
  return createOpfsShelf(openDirectory)
}

async function openCache(): Promise<Shelf> {
  const open = () => caches.open(name)
  await open()
  return createCacheShelf(open)
}
