import type { Layout, Manifest } from '../protocol/manifest.ts'
import type { ExportFolder } from './folder.ts'
import type { VitrineJson } from './schemas.ts'

/** One convention that exporters follow. Adding a layout adds one file like this and one line in `read-export.ts`. */
export interface LayoutReader {
  readonly layout: Layout
  /** The file whose presence means this layout. */
  readonly marker: string
  /**
   * Further paths that this layout may need. A folder behind a link cannot be listed: these are asked for one by one.
   * What they name themselves (labels, examples, data files) comes later.
   */
  readonly candidates: readonly string[]
  /**
   * @param author what `vitrine.json` says; it wins over everything that the layout says or leaves open.
   * @throws VitrineError `export-invalid`, `export-unsupported`, `export-incomplete`
   */
  read(folder: ExportFolder, author: VitrineJson): Promise<Manifest>
}
