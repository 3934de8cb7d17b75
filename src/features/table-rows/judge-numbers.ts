import { quantile } from '../../core/evaluation/quantile.ts'
import { foldName } from '../../core/table/match-columns.ts'
import type { TextColumn } from '../../protocol/table-tasks.ts'
import { cellAt, numberIn } from './cells.ts'
import type { Sheet } from './sheet.ts'
import { eachInSlices, type Pace } from './slices.ts'

/** How far a regression is off on rows of which the file has the answer. */
export interface NumberVerdict {
  readonly kind: 'numbers'
  readonly total: number
  /** Rows that were run and whose cell of the truth is no number. */
  readonly without: number
  readonly meanAbsolute: number
  readonly rootMeanSquare: number
  /** 1 - SSE / SST; undefined where all true values are the same. */
  readonly r2: number | undefined
  /** Mean of prediction - truth: above 0 it says too much. */
  readonly bias: number
  /** Half of the answers, and nine in ten, are off by no more than this. */
  readonly halfWithin: number
  readonly mostWithin: number
  readonly bins: readonly Bin[]
  /** Off the furthest first. */
  readonly worst: readonly {
    readonly row: number
    readonly truth: number
    readonly error: number
  }[]
}

/** Of prediction - truth. The outermost ones hold everything beyond as well. */
export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

const mostWorst = 10
const binCount = 21
/** More say no more about quantiles. */
const sampled = 20_000

export async function judgeNumbers(
  sheet: Sheet,
  column: TextColumn,
  pace: Pace,
): Promise<NumberVerdict> {
  const { rows, values } = sheet.result
  const { decimal } = sheet.asked.reading
  const width = (values?.length ?? 0) / Math.max(rows, 1)
  const target = targetOf(sheet)
  const truths = new Float64Array(rows).fill(NaN)
  const errors = new Float64Array(rows).fill(NaN)
  const worst: number[] = []
  const sums = { count: 0, without: 0, truth: 0, error: 0, absolute: 0, square: 0 }

  await eachInSlices(rows, pace, (row) => {
    const value = values?.[row * width + target] ?? NaN
    if (Number.isNaN(value)) return
    const truth = numberIn(cellAt(column, row).trim(), decimal)
    if (!Number.isFinite(truth)) {
      sums.without++
      return
    }
    const error = value - truth
    truths[row] = truth
    errors[row] = error
    sums.count++
    sums.truth += truth
    sums.error += error
    sums.absolute += Math.abs(error)
    sums.square += error ** 2
    keepWorst(worst, row, errors)
  })
  const mean = sums.truth / sums.count
  let spread = 0
  await eachInSlices(rows, pace, (row) => {
    if (!Number.isNaN(truths[row])) spread += (truths[row]! - mean) ** 2
  })
  const sizes: number[] = []
  const every = Math.ceil(rows / sampled)
  for (let row = 0; row < rows; row += every) {
    if (!Number.isNaN(errors[row])) sizes.push(Math.abs(errors[row]!))
  }
  await pace.pause()
  const reach = (quantile(sizes, 0.99) ?? 0) || 1
  return {
    kind: 'numbers',
    total: sums.count,
    without: sums.without,
    meanAbsolute: sums.absolute / sums.count,
    rootMeanSquare: Math.sqrt(sums.square / sums.count),
    r2: spread > 0 ? 1 - sums.square / spread : undefined,
    bias: sums.error / sums.count,
    halfWithin: quantile(sizes, 0.5) ?? NaN,
    mostWithin: quantile(sizes, 0.9) ?? NaN,
    bins: await binsOf(errors, reach, pace),
    worst: worst.map((row) => ({ row, truth: truths[row]!, error: errors[row]! })),
  }
}

/** Of several numbers the one that is called like the column, else the first. */
function targetOf({ manifest, asked, result }: Sheet): number {
  if (manifest.task !== 'tabular-regression') return 0
  const name = foldName(result.header[asked.reading.truth ?? -1] ?? '')
  return Math.max(
    0,
    manifest.targets.findIndex((target) => foldName(target.name) === name),
  )
}

async function binsOf(errors: Float64Array, reach: number, pace: Pace): Promise<Bin[]> {
  const counts = new Uint32Array(binCount)
  const width = (reach * 2) / binCount
  await eachInSlices(errors.length, pace, (row) => {
    const error = errors[row]!
    if (Number.isNaN(error)) return
    counts[Math.max(0, Math.min(binCount - 1, Math.floor((error + reach) / width)))]!++
  })
  return Array.from(counts, (count, index) => ({
    from: -reach + index * width,
    to: -reach + (index + 1) * width,
    count,
  }))
}

function keepWorst(worst: number[], row: number, errors: Float64Array): void {
  const size = Math.abs(errors[row]!)
  const after = worst.findIndex((other) => Math.abs(errors[other]!) < size)
  if (after >= 0) worst.splice(after, 0, row)
  else if (worst.length < mostWorst) worst.push(row)
  if (worst.length > mostWorst) worst.pop()
}
