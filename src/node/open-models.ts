import { abortable } from '../engine/abortable.ts'
import type { Engine, Model } from '../engine/engine.ts'
import type { OpenedModel } from '../protocol/calls.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { createDeferred } from '../engine/deferred.ts'

export interface OpenModels {
  statusOf(id: string): 'idle' | 'loading' | 'ready'
  /** Of one that is ready. */
  openedOf(id: string): OpenedModel | undefined
  /**
   * Does something with a model, which is loaded for it if need be and stays open meanwhile.
   * @param signal gives up waiting; what was begun for others goes on
   */
  use<T>(manifest: Manifest, signal: AbortSignal, act: (model: Model) => Promise<T>): Promise<T>
  /** Ends all of them, with whatever they are doing. */
  close(): void
}

interface Slot {
  readonly engine: Engine
  readonly loading: Promise<Model>
  model?: Model
  /** How many callers use it. */
  users: number
}

/**
 * Keeps the models open that were used last, `most` of them: each takes memory for as long as it is open. One that
 * somebody uses is not closed; who asks for one more waits until it can be.
 * @param createEngine for the model of this id; an engine holds one
 */
export function createOpenModels(createEngine: (id: string) => Engine, most: number): OpenModels {
  /** The one that was used last comes last. */
  const slots = new Map<string, Slot>()
  let freed = createDeferred<void>()

  function free(id: string): void {
    slots.get(id)?.engine.close()
    slots.delete(id)
    wake()
  }

  function wake(): void {
    freed.resolve()
    freed = createDeferred()
  }

  async function room(id: string, signal: AbortSignal): Promise<void> {
    while (!slots.has(id) && slots.size >= most) {
      const unused = [...slots].find(([, { users }]) => users === 0)
      if (unused === undefined) await abortable(freed.promise, signal)
      else free(unused[0])
    }
  }

  /** Synchronous, so that nobody comes between the look for room and the taking of it. */
  function take(manifest: Manifest): Slot {
    const { id } = manifest
    const found = slots.get(id)
    if (found !== undefined) {
      slots.delete(id)
      slots.set(id, found)
      return found
    }
    const engine = createEngine(id)
    const slot: Slot = { engine, users: 0, loading: engine.open(manifest, { runtime: 'auto' }) }
    slots.set(id, slot)
    void settle(id, slot)
    return slot
  }

  async function settle(id: string, slot: Slot): Promise<void> {
    try {
      slot.model = await slot.loading
    } catch {
      // The next one who asks tries again.
      if (slots.get(id) === slot) free(id)
    }
  }

  return {
    statusOf(id) {
      const slot = slots.get(id)
      if (slot === undefined) return 'idle'
      return slot.model === undefined ? 'loading' : 'ready'
    },
    openedOf: (id) => slots.get(id)?.model?.opened,
    async use(manifest, signal, act) {
      signal.throwIfAborted()
      await room(manifest.id, signal)
      const slot = take(manifest)
      slot.users++
      try {
        return await act(await abortable(slot.loading, signal))
      } finally {
        slot.users--
        wake()
      }
    },
    close() {
      for (const id of slots.keys()) free(id)
    },
  }
}
