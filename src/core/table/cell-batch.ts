import type { Tensor } from '../tensors/tensor.ts'
import type { Feeding } from './encode-rows.ts'
import { readCell, type Column } from './feature.ts'
import { plainNumber } from './plain-number.ts'
import { prepareCell, stepsOf, widths, type Prepared, type Step } from './steps.ts'
import { createTensorColumns, type ColumnSink } from './tensor-columns.ts'

/** How the cells of a file become rows of a model. */
export interface BatchOptions {
  readonly columns: readonly Column[]
  readonly mayMiss: (name: string) => boolean
  readonly steps: readonly Step[]
  readonly feeding: Feeding
  /** Most rows. */
  readonly capacity: number
  /** For each column the cell that it is read from; null: none. */
  readonly places: readonly (number | null)[]
  readonly decimal: '.' | ','
}

/**
 * Rows of a file on their way into tensors. It gives what `readCell`, `checkCells`, `prepareRow` and `encodeRows` give
 * one after the other, without a value of its own for each of a million cells.
 */
export interface CellBatch {
  readonly capacity: number
  readonly size: number
  /** @returns false for a row that cannot be run; it is not taken */
  add(cells: readonly string[]): boolean
  /** Valid until rows are added after `clear`. */
  feeds(batch?: number): Readonly<Record<string, Tensor>>
  clear(): void
}

/** Texts that come again and again are prepared once. Longer ones would hold on to the piece of the file they lie in. */
const remembered = 1000
const longestRemembered = 12

export function createCellBatch(options: BatchOptions): CellBatch {
  const { columns, steps, feeding, capacity, places } = options
  const names = columns.map(({ name }) => name)
  const spread = widths(names, steps)
  const width = spread.reduce((sum, one) => sum + one, 0)
  const tensors = createTensorColumns(feeding, width, capacity)
  let from = 0
  const writers = columns.map((column, index) => {
    const sinks = tensors.columns.slice(from, from + spread[index]!)
    from += spread[index]!
    return writerOf(column, sinks, options)
  })
  let size = 0
  return {
    capacity,
    get size() {
      return size
    },
    add(cells) {
      for (let index = 0; index < writers.length; index++) {
        const place = places[index]
        const text = place == null ? '' : (cells[place] ?? '')
        // What was written of a row that is not taken is written over.
        if (!writers[index]!(text, size)) return false
      }
      size++
      return true
    },
    feeds: (batch) => tensors.feeds(size, batch),
    clear() {
      size = 0
    },
  }
}

type Writer = (text: string, row: number) => boolean

function writerOf(
  column: Column,
  sinks: readonly ColumnSink[],
  { mayMiss, steps, decimal }: BatchOptions,
): Writer {
  const own = stepsOf(column.name, steps)
  const missingIsFine = mayMiss(column.name)

  /** What becomes of a cell; undefined where it is wrong. */
  function preparedOf(text: string): Prepared | undefined {
    const cell = readCell(text, column, decimal)
    if (cell.status === 'wrong' || (cell.status === 'missing' && !missingIsFine)) return undefined
    return prepareCell(cell.status === 'value' ? cell.value : undefined, own)
  }

  function write(prepared: Prepared | undefined, row: number): boolean {
    if (prepared === undefined) return false
    for (const [index, sink] of sinks.entries()) sink.set(row, prepared[index])
    return true
  }

  const isNumber = column.kind === 'number' || column.kind === 'integer'
  const staysNumber = own.every(({ kind }) => kind !== 'one-hot' && kind !== 'ordinal')
  if (isNumber && staysNumber && sinks.length === 1) {
    const [sink] = sinks
    const isWhole = column.kind === 'integer'
    return (text, row) => {
      const value = plainNumber(text, decimal)
      if (Number.isNaN(value) || (isWhole && !Number.isInteger(value))) {
        return write(preparedOf(text), row)
      }
      // `impute` leaves it; the other steps make numbers of numbers.
      const stepped = own.length === 0 ? value : (prepareCell(value, own)[0] as number)
      sink!.setNumber(row, stepped)
      return true
    }
  }

  const known = new Map<string, Prepared | undefined>(
    (column.choices ?? []).map((choice) => [String(choice), preparedOf(String(choice))]),
  )
  return (text, row) => {
    let prepared = known.get(text)
    if (prepared === undefined && !known.has(text)) {
      prepared = preparedOf(text)
      if (text.length <= longestRemembered && known.size < remembered) known.set(text, prepared)
    }
    return write(prepared, row)
  }
}
