/** Makes small pictures of large ones, few at a time, and keeps the ones that were looked at last. */
export interface Thumbnails<Source extends object, Thumb> {
  /** @returns undefined when it could not be made, or nobody wants it any more */
  of(source: Source, signal: AbortSignal): Promise<Thumb | undefined>
  /** Gives back all that is kept. */
  clear(): void
}

interface Limits {
  readonly atOnce: number
  readonly keep: number
}

export function createThumbnails<Source extends object, Thumb>(
  make: (source: Source) => Promise<Thumb>,
  { atOnce, keep }: Limits,
  drop: (thumb: Thumb) => void,
): Thumbnails<Source, Thumb> {
  const kept = new Map<Source, Thumb>()
  let waiting: (() => void)[] = []
  let busy = 0

  async function turn() {
    if (busy >= atOnce) {
      // Those that came into view last are the ones that are looked at.
      await new Promise<void>((resolve) => {
        waiting.unshift(resolve)
      })
    }
    busy += 1
  }

  function done() {
    busy -= 1
    const [next, ...rest] = waiting
    waiting = rest
    next?.()
  }

  function remember(source: Source, thumb: Thumb) {
    kept.delete(source)
    kept.set(source, thumb)
    const [oldest] = kept
    if (kept.size <= keep || oldest === undefined) return
    kept.delete(oldest[0])
    drop(oldest[1])
  }

  return {
    async of(source, signal) {
      const had = kept.get(source)
      if (had !== undefined) {
        remember(source, had)
        return had
      }
      await turn()
      try {
        if (signal.aborted) return undefined
        const thumb = kept.get(source) ?? (await make(source))
        remember(source, thumb)
        return thumb
      } catch {
        // The answer says what is wrong with it; a picture is all that is missing.
        return undefined
      } finally {
        done()
      }
    },
    clear() {
      for (const thumb of kept.values()) drop(thumb)
      kept.clear()
    },
  }
}
