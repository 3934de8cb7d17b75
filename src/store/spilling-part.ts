import { copyToMemory, createMemoryPart } from './memory-part.ts'
import type { PartNote } from './records.ts'
import { asStorageError, type Part, type StorageTrouble } from './shelf.ts'

export interface SpillingPart extends Part {
  /** Why it lies in memory now, if it does. `keep` then keeps nothing, and resolves with the bytes all the same. */
  readonly trouble: StorageTrouble | undefined
  /** To memory, for what lies in storage could not be read. */
  abandon(cause: unknown): Promise<void>
}

/**
 * A part that goes on in memory when its storage fails: full, refused or cleared. What had come is taken along where it
 * can still be read; else the part is empty again, which `sizeBytes` says.
 */
export function spilling(stored: Part, startTrouble?: StorageTrouble): SpillingPart {
  let part = stored
  let trouble = startTrouble

  async function spill(cause: unknown) {
    trouble = asStorageError(cause).why
    const { note, isInMemory } = stored
    if (isInMemory) return
    const pieces = await stored
      .blob()
      .then(copyToMemory)
      .catch(() => [])
    // The room is better left to others than to a download that will not be finished there.
    await stored.discard().catch(() => {})
    part = createMemoryPart({ pieces, note })
  }

  async function withStorage<T>(call: () => Promise<T>): Promise<T> {
    if (trouble !== undefined) return call()
    try {
      return await call()
    } catch (error) {
      await spill(error)
      return call()
    }
  }

  return {
    get isInMemory() {
      return part.isInMemory
    },
    get sizeBytes() {
      return part.sizeBytes
    },
    get note() {
      return part.note
    },
    get trouble() {
      return trouble
    },
    abandon: (cause) => spill(cause),
    restart: (note: PartNote) => withStorage(() => part.restart(note)),
    async append(chunk) {
      const at = part.sizeBytes
      await withStorage(async () => {
        // After a spill that saved nothing, this chunk would stand at the wrong place.
        if (part.sizeBytes === at) await part.append(chunk)
      })
    },
    blob: () => withStorage(() => part.blob()),
    async keep(entry) {
      if (trouble !== undefined) return part.blob()
      try {
        return await part.keep(entry)
      } catch (error) {
        await spill(error)
        return part.blob()
      }
    },
    close: () => part.close(),
    discard: () => part.discard(),
  }
}
