export interface Patience {
  /** Between two tries that brought nothing, in milliseconds; after the last of them the download is given up. */
  readonly delaysMs: readonly number[]
  /** A connection over which nothing came for this long is cut. */
  readonly stallMs: number
  /** A server that asks for more (`Retry-After`) is not waited for. */
  readonly longestWaitMs: number
}

export const patience: Patience = {
  delaysMs: [1000, 2000, 4000, 8000, 16_000],
  stallMs: 15_000,
  longestWaitMs: 60_000,
}

/** More than this came before the cut: the connection works, and is taken up again at once. */
const muchBytes = 64 * 1024
/** Less than this is no progress: a server that sends a byte at a time is not asked for ever. */
const someBytes = 1024

/** Counts the tries of one download. A try counts as a failure unless it got further than any before it. */
export function createRetries({ delaysMs, longestWaitMs }: Patience, startBytes: number) {
  let failures = 0
  let furthestBytes = startBytes
  return {
    /** Milliseconds to wait before the next try; undefined: it is time to give up. `askedMs`: the server's own wish. */
    next(sizeBytes: number, askedMs?: number): number | undefined {
      const gainBytes = sizeBytes - furthestBytes
      furthestBytes = Math.max(furthestBytes, sizeBytes)
      if (gainBytes >= someBytes) failures = 0
      if (gainBytes >= muchBytes && askedMs === undefined) return 0
      const delayMs = delaysMs[failures++]
      if (delayMs === undefined || askedMs === undefined) return delayMs
      return askedMs <= longestWaitMs ? askedMs : undefined
    },
  }
}

/** `Retry-After`: seconds, or a date. Undefined where the server, or CORS, does not say. */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (value === undefined || value === '') return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const dateMs = Date.parse(value)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}
