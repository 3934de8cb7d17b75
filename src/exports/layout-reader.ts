import type { Layout } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { Found } from './found.ts'
import type { ReadableFolder } from './readable-folder.ts'

/** One convention that exporters follow. Adding a layout adds one file in `layouts/` and one line in `read-export.ts`. */
export interface LayoutReader {
  readonly layout: Layout
  /**
   * The files by which it is known, or none when only the graph tells. A folder behind a link cannot be listed:
   * these are asked for first.
   */
  readonly markers: readonly string[]
  /**
   * Further paths that this layout may need, asked for where the markers are there. What the files themselves name
   * (labels, examples) comes later.
   */
  readonly candidates: readonly string[]
  /**
   * Whether the folder is of this layout. Asked only when all markers are there.
   * @param author what `vitrine.json` says, with the person's corrections
   */
  matches(folder: ReadableFolder, author: VitrineJson): Promise<boolean>
  /**
   * Finds out what the layout says. What the author says is laid over it afterwards, in `to-manifest.ts`.
   * @throws VitrineError `export-invalid`, `export-unsupported`, `export-incomplete`, and what reading a graph throws
   */
  read(folder: ReadableFolder, author: VitrineJson): Promise<Found>
}

/** For layouts that their markers alone make known. */
export const always = () => Promise.resolve(true)
