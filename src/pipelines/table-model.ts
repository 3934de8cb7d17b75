import { createCellBatch, type CellBatch } from '../core/table/cell-batch.ts'
import { encodeRows } from '../core/table/encode-rows.ts'
import type { CellValue, Column } from '../core/table/feature.ts'
import { prepareRow, widths } from '../core/table/steps.ts'
import { isFreeDim } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Session } from './ports.ts'
import { createRowCache } from './row-cache.ts'
import { tableOutputs, type RowScores, type TableManifest } from './table-outputs.ts'

/** What the model says of one row. */
export interface RowScore {
  /** Of a classifier: an index of `classes`. */
  readonly predicted?: number
  readonly probabilities?: Float32Array
  /** Of a regression: one for each target. */
  readonly values?: Float64Array
}

export interface ScoredRow extends RowScore {
  readonly fromCache: boolean
}

export interface TableModel {
  readonly columns: readonly Column[]
  mayMiss(name: string): boolean
  /** All classes that are known; grows where the graph gives names alone. */
  classes(): readonly string[]
  /**
   * @param rows a value for each feature, in the manifest's order
   * @throws VitrineError `export-unsupported`, `output-not-finite`, and whatever the session throws
   */
  score(rows: readonly (readonly (CellValue | undefined)[])[]): Promise<ScoredRow[]>
  /** For the cells of a file. */
  createBatch(places: readonly (number | null)[], decimal: '.' | ','): CellBatch
  /**
   * The rows of a batch, of which nothing is remembered: to look a row up takes longer than to run it among others.
   * @throws VitrineError as `score` does
   */
  scoreBatch(batch: CellBatch): Promise<RowScores>
}

/** As many rows are remembered: a megabyte or two. */
const remembered = 10_000

/** Of a batch: more gain nothing, and a table may be wide. */
const mostRows = 8192
const mostValues = 1 << 20

/**
 * Rows in, scores out: steps, tensors, session, and what is known already.
 * @throws VitrineError `export-unsupported` where the graph does not have the inputs that the manifest names
 */
export function createTableModel(manifest: TableManifest, session: Session): TableModel {
  const { features, feeding, steps, batch } = manifest
  const names = features.map(({ name }) => name)
  const outputs = tableOutputs(manifest)
  checkInputs(manifest, session)
  checkTypes(manifest)
  const filled = new Set(
    steps.filter(({ kind }) => kind === 'impute').map(({ feature }) => feature),
  )
  const optional = new Set(
    features.filter(({ mayBeMissing }) => mayBeMissing === true).map(({ name }) => name),
  )
  const cache = createRowCache<RowScore>(remembered)

  async function run(rows: readonly (readonly (CellValue | undefined)[])[]): Promise<RowScore[]> {
    const scores: RowScore[] = []
    const most = batch ?? rows.length
    for (let start = 0; start < rows.length; start += most) {
      const some = rows.slice(start, start + most)
      const given = await session.run(encodeRows(some, feeding, batch), outputs.names)
      const { predicted, probabilities, values } = outputs.read(given, some.length)
      const width = (probabilities?.length ?? 0) / some.length
      const targets = (values?.length ?? 0) / some.length
      for (let row = 0; row < some.length; row++) {
        scores.push({
          ...(predicted && { predicted: predicted[row]! }),
          ...(probabilities && {
            probabilities: probabilities.slice(row * width, (row + 1) * width),
          }),
          ...(values && { values: values.slice(row * targets, (row + 1) * targets) }),
        })
      }
    }
    return scores
  }

  const mayMiss = (name: string) => filled.has(name) || optional.has(name)
  const width = widths(names, steps).reduce((sum, one) => sum + one, 0)

  return {
    columns: features,
    mayMiss,
    createBatch(places, decimal) {
      const capacity = batch ?? Math.max(1, Math.min(mostRows, Math.floor(mostValues / width)))
      return createCellBatch({
        columns: features,
        mayMiss,
        steps,
        feeding,
        capacity,
        places,
        decimal,
      })
    },
    async scoreBatch(given) {
      return outputs.read(await session.run(given.feeds(batch), outputs.names), given.size)
    },
    classes: outputs.classes,
    async score(rows) {
      const prepared = rows.map((values) => prepareRow(values, names, steps))
      const keys = prepared.map((row) => JSON.stringify(row))
      const known = keys.map((key) => cache.get(key))
      // Each row that is new, once.
      const fresh = new Map<string, number>()
      for (const [index, key] of keys.entries()) {
        if (known[index] === undefined && !fresh.has(key)) fresh.set(key, index)
      }
      const wanted = [...fresh.values()]
      const scores = wanted.length === 0 ? [] : await run(wanted.map((index) => prepared[index]!))
      const found = new Map([...fresh.keys()].map((key, index) => [key, scores[index]!]))
      for (const [key, score] of found) cache.set(key, score)
      return keys.map((key, index) => {
        const before = known[index]
        const isFirst = fresh.get(key) === index
        return { ...(before ?? found.get(key)!), fromCache: !isFirst }
      })
    },
  }
}

function checkInputs({ feeding, features, steps }: TableManifest, { inputs }: Session): void {
  const wanted =
    feeding.kind === 'matrix' ? [feeding.input] : feeding.inputs.map(({ input }) => input)
  const known = inputs.map(({ name }) => name)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown !== undefined) throw unsupported(`The graph has no input “${unknown}”`)
  const forgotten = known.find((name) => !wanted.includes(name))
  if (forgotten !== undefined) {
    throw unsupported(`The graph wants “${forgotten}” besides the features`)
  }
  const names = features.map(({ name }) => name)
  const width = widths(names, steps).reduce((sum, one) => sum + one, 0)
  if (feeding.kind === 'columns') {
    if (feeding.inputs.length === width) return
    throw unsupported(`The graph takes ${feeding.inputs.length} columns, but there are ${width}`)
  }
  const taken = inputs.find(({ name }) => name === feeding.input)?.dims[1]
  if (taken === undefined || isFreeDim(taken) || taken === width) return
  throw unsupported(`The graph takes ${taken} columns, but the features make ${width}`)
}

/** Text that nothing makes a number of would come to a tensor of numbers as NaN. */
function checkTypes({ features, steps, feeding }: TableManifest): void {
  const spread = widths(
    features.map(({ name }) => name),
    steps,
  )
  let column = 0
  for (const [index, feature] of features.entries()) {
    const type = feeding.kind === 'matrix' ? feeding.type : feeding.inputs[column]?.type
    column += spread[index]!
    if (type === 'string' || !isText(feature)) continue
    const own = steps.filter((step) => step.feature === feature.name)
    if (own.some(({ kind }) => kind === 'one-hot' || kind === 'ordinal')) continue
    throw unsupported(`“${feature.name}” is text, but the graph takes numbers for it`)
  }
}

function isText({ kind, choices = [] }: Column): boolean {
  return kind === 'text' || (kind === 'choice' && choices.some((one) => Number.isNaN(Number(one))))
}

function unsupported(problem: string): VitrineError {
  return new VitrineError('export-unsupported', {
    problem,
    remedy: 'Correct “features” in vitrine.json.',
  })
}
