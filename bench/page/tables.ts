/** P12: a file of rows, and its rows one at a time, through the product's engine and through the bare runtime. */
import type { Model } from '../../src/engine/engine.ts'
import { createEngine } from '../../src/engine/host.ts'
import { spawnWorker } from '../../src/engine/spawn-worker.ts'
import type { DemoIndex } from '../../src/protocol/manifest.ts'
import type { TabularClassificationManifest } from '../../src/protocol/table-manifests.ts'
import type { FileResult } from '../../src/protocol/table-tasks.ts'
import { bareTables } from './bare-tables.ts'
import { countLongTasks } from './long-tasks.ts'
import { makeTable, type MadeTable } from './table-rows.ts'

type TableModel = Model<'tabular-classification'>

export interface FileRun {
  readonly totalMs: number
  readonly prepareMs: number
  readonly runMs: number
  readonly longTasksMs: readonly number[]
  readonly badRows: number
  readonly fromCache: number
}

export interface RowsRun {
  /** For one row. */
  readonly rowMs: number
  readonly fromCache: number
  /** How many of them got another class than in the file. */
  readonly different: number
}

const siteUrl = new URL('../', location.href).href
const engine = createEngine({ spawn: spawnWorker, pageUrl: siteUrl })

let model: TableModel
let table: MadeTable
/** Of the last run of the file, for the other sides to be compared with. */
let last: FileResult

export const tables = {
  /** @param which a demo of the site, or a model that the bench has written */
  async open(which: string | TabularClassificationManifest, threads: number): Promise<number> {
    const manifest = typeof which === 'string' ? await demoNamed(which) : which
    model = await engine.open(manifest, { runtime: 'wasm' })
    const { features, feeding, label = '', probabilities = '' } = manifest
    const modelUrl = new URL(manifest.base + manifest.model, siteUrl).href
    const names = features.map(({ name }) => name)
    await bareTables.open({ modelUrl, threads, features: names, feeding, label, probabilities })
    return model.opened.runtime.threads
  },

  /** @returns the size of the file in bytes */
  make(rows: number): number {
    table = makeTable(model.manifest.features, rows)
    return table.file.size
  },

  /** From the file in hand to the prediction for each of its rows in hand, on the page. */
  async runFile(): Promise<FileRun> {
    const { file } = table
    const startedAt = performance.now()
    let endedAt = startedAt
    const { longTasksMs } = await countLongTasks(async () => {
      const looked = await model.run({ kind: 'look', file })
      if (looked.kind !== 'look') throw new Error(looked.kind)
      const found = await model.run({ kind: 'file', file, reading: looked.reading })
      endedAt = performance.now()
      if (found.kind !== 'file') throw new Error(found.kind)
      last = found
    })
    const { badRows, fromCache, timing } = last
    const { prepareMs, runMs } = timing
    return { totalMs: endedAt - startedAt, prepareMs, runMs, longTasksMs, badRows, fromCache }
  },

  async runRows(start: number, count: number): Promise<RowsRun> {
    const rows = Array.from({ length: count }, (_, index) => table.at(start + index))
    let fromCache = 0
    const said: unknown[] = []
    const startedAt = performance.now()
    for (const row of rows) {
      const found = await model.run({ kind: 'rows', rows: [row] })
      if (found.kind !== 'rows') throw new Error(found.kind)
      fromCache += found.fromCache
      said.push(found.answers[0]!.prediction)
    }
    const rowMs = (performance.now() - startedAt) / count
    return { rowMs, fromCache, different: differing(said, start) }
  },

  async runBareRows(start: number, count: number): Promise<RowsRun> {
    const rows = Array.from({ length: count }, (_, index) => table.at(start + index))
    const { totalMs, labels } = await bareTables.run(rows)
    // A graph names its classes, or numbers them.
    const said = labels.map((one) => last.classes[Number(one)] ?? one)
    return { rowMs: totalMs / count, fromCache: 0, different: differing(said, start) }
  },

  /** After a collection of garbage, which takes the browser a while. */
  async memoryBytes(): Promise<{ page: number; workers: number }> {
    const measured = await performance.measureUserAgentSpecificMemory()
    const workers = measured.breakdown
      .filter(({ attribution }) => attribution.some(({ scope }) => scope.includes('Worker')))
      .reduce((sum, { bytes }) => sum + bytes, 0)
    return { page: measured.bytes - workers, workers }
  },

  close(): void {
    engine.close()
    bareTables.close()
  },
}

function differing(said: readonly unknown[], start: number): number {
  const inFile = (row: number) => last.classes[last.predicted![row]!]
  return said.filter((one, index) => one !== inFile(start + index)).length
}

async function demoNamed(id: string): Promise<TabularClassificationManifest> {
  const response = await fetch(new URL('models/index.json', siteUrl))
  const { demos } = (await response.json()) as DemoIndex
  const manifest = demos.find((demo) => demo.id === id)
  if (manifest?.task !== 'tabular-classification') throw new Error(`No table demo “${id}”`)
  return manifest
}

declare global {
  interface Performance {
    /** Of pages that are cross-origin isolated: https://wicg.github.io/performance-measure-memory/ */
    measureUserAgentSpecificMemory(): Promise<{
      readonly bytes: number
      readonly breakdown: readonly {
        readonly bytes: number
        readonly attribution: readonly { readonly scope: string }[]
      }[]
    }>
  }
}
