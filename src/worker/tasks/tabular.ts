import { createTabular } from '../../pipelines/tabular.ts'
import type { TableManifest } from '../../pipelines/table-outputs.ts'
import { createTableReader } from '../tables/table-reader.ts'
import type { Parts } from './task-maker.ts'

/** Classes and numbers come out of tables in the same way. */
export const maker = {
  async make(manifest: TableManifest, { session }: Parts) {
    return { pipeline: createTabular(manifest, { session, reader: createTableReader() }) }
  },
}
