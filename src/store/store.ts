import type { Kept, LoadWait } from '../protocol/calls.ts'
import type { ExportFile } from '../protocol/manifest.ts'
import type { StoreReport } from '../protocol/stored.ts'

/** Files of exports: downloaded once, verified, kept. Nothing is handed out that is not whole and what it should be. */
export interface Store {
  /**
   * The file, out of the store or downloaded into it. Where nothing can be kept it comes all the same.
   * @throws VitrineError one of the codes of fetching, `aborted`
   */
  fetch(url: string, file: ExportFile, context: FetchContext): Promise<Fetched>
  /** The file, if it is here already. Asks nobody. */
  find(url: string, file: ExportFile): Promise<Fetched | undefined>
  report(): Promise<StoreReport>
  /** Removes files by their keys; with them, all downloads that were cut. */
  forget(keys: readonly string[]): Promise<void>
}

export interface FetchContext {
  readonly signal: AbortSignal
  /** Of the demo or export, for the list of what is stored. */
  readonly title: string
  /** Bytes of this file that are here, as a sum; a restart makes it smaller. */
  readonly onBytes: (loadedBytes: number) => void
  /** `undefined`: it goes on. */
  readonly onWait: (wait: LoadWait | undefined) => void
}

export interface Fetched {
  readonly blob: Blob
  /** Its hash was known beforehand and is right. */
  readonly verified: boolean
  readonly kept: Exclude<Kept, { where: 'device' }>
  /** It was here already: nothing was downloaded. */
  readonly wasStored: boolean
}
