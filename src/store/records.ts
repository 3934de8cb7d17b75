/** What the store writes about its files, and how it reads it back: as data from outside, for anything may lie there. */

/** The index's record of a whole, verified file. */
export interface Entry {
  readonly key: string
  readonly url: string
  readonly path: string
  readonly title: string
  readonly sizeBytes: number
  /** Of the stored bytes; where it was not known beforehand it was pinned when they came. */
  readonly sha256: string
  /** The hash was known beforehand. */
  readonly verified: boolean
  readonly savedAtMs: number
  readonly lastUsedAtMs: number
}

/** What was known of a file when its download began, so that a later one knows whether to go on with it. */
export interface PartNote {
  readonly key: string
  readonly url: string
  readonly sizeBytes?: number
  readonly sha256?: string
  readonly etag?: string
}

export function parseEntry(json: string): Entry | undefined {
  const value = parseRecord(json)
  if (value === undefined) return undefined
  const { key, url, path, title, sizeBytes, sha256, verified, savedAtMs, lastUsedAtMs } = value
  const texts = [key, url, path, title, sha256].every((text) => typeof text === 'string')
  const numbers = [sizeBytes, savedAtMs, lastUsedAtMs].every((n) => Number.isSafeInteger(n))
  // Every field of `Entry` has just been looked at.
  return texts && numbers && typeof verified === 'boolean' ? (value as unknown as Entry) : undefined
}

export function parseNote(json: string): PartNote | undefined {
  const value = parseRecord(json)
  if (value === undefined) return undefined
  const { key, url, sizeBytes, sha256, etag } = value
  const sound =
    typeof key === 'string' &&
    typeof url === 'string' &&
    (sizeBytes === undefined || Number.isSafeInteger(sizeBytes)) &&
    [sha256, etag].every((text) => text === undefined || typeof text === 'string')
  // Every field of `PartNote` has just been looked at.
  return sound ? (value as unknown as PartNote) : undefined
}

function parseRecord(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
