import { createMemoryPart } from './memory-part.ts'
import type { Shelf } from './shelf.ts'

/** Where the browser, or the frame, lets the page keep nothing: every file is downloaded each time. */
export const memoryShelf: Shelf = {
  keptIn: 'memory',
  entry: async () => undefined,
  entries: async () => [],
  read: async () => undefined,
  async update() {},
  async remove() {},
  openPart: async () => createMemoryPart(),
  leftovers: async () => [],
}
