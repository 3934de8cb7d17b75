/** What the store keeps on this device, for the page that lists it. */

/** Where bytes lie between two visits: the origin's private file system, the Cache API, or nowhere. */
export type KeptIn = 'opfs' | 'cache' | 'memory'

export interface StoredFile {
  /** Names the file towards `forget`. */
  readonly key: string
  readonly url: string
  /** As the manifest calls it. */
  readonly path: string
  /** The demo or export that fetched it first, by its title. */
  readonly title: string
  readonly sizeBytes: number
  /** Its hash was known beforehand and is right; else it was pinned when it came. */
  readonly verified: boolean
  readonly keptIn: KeptIn
  /** Milliseconds since 1970. */
  readonly savedAtMs: number
  readonly lastUsedAtMs: number
}

export interface StoreReport {
  /** `memory`: this browser, or this frame, lets the page keep nothing. */
  readonly keptIn: KeptIn
  readonly files: readonly StoredFile[]
  /** Bytes of downloads that were cut and will be resumed. */
  readonly partialBytes: number
  /** Whether the browser has promised not to evict it; undefined where it does not say. */
  readonly persisted?: boolean
}
