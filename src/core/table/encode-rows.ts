import type { Tensor } from '../tensors/tensor.ts'
import type { CellValue } from './feature.ts'
import type { Prepared } from './steps.ts'

export type ElementType = 'float32' | 'float64' | 'int64' | 'int32' | 'bool' | 'string'

/** How rows go into a graph. */
export type Feeding =
  /** One input `[rows, columns]`. */
  | { readonly kind: 'matrix'; readonly input: string; readonly type: ElementType }
  /** An input `[rows, 1]` or `[rows]` for each column, in their order. */
  | {
      readonly kind: 'columns'
      readonly inputs: readonly {
        readonly input: string
        readonly type: ElementType
        /** 1 for `[rows]`, 2 for `[rows, 1]`. */
        readonly rank: 1 | 2
      }[]
    }

/**
 * The rows as tensors: `[rows, columns]`, or one of `[rows, 1]` or `[rows]` a column. What is missing is NaN, 0 among
 * whole numbers, and an empty text.
 * @param batch as many rows as the graph takes; the last one is repeated to fill them up
 */
export function encodeRows(
  rows: readonly Prepared[],
  feeding: Feeding,
  batch = rows.length,
): Readonly<Record<string, Tensor>> {
  const at = (row: number) => rows[Math.min(row, rows.length - 1)]!
  if (feeding.kind === 'matrix') {
    const columns = rows[0]?.length ?? 0
    const { input, type } = feeding
    const tensor = tensorOf(type, [batch, columns], (index) => {
      const row = Math.floor(index / columns)
      return at(row)[index - row * columns]
    })
    return { [input]: tensor }
  }
  return Object.fromEntries(
    feeding.inputs.map(({ input, type, rank }, column) => {
      const dims = rank === 1 ? [batch] : [batch, 1]
      return [input, tensorOf(type, dims, (row) => at(row)[column])]
    }),
  )
}

function tensorOf(
  type: ElementType,
  dims: readonly number[],
  valueAt: (index: number) => CellValue | undefined,
): Tensor {
  const length = dims.reduce((product, size) => product * size, 1)
  switch (type) {
    case 'float32':
      return { type, dims, data: fill(new Float32Array(length), valueAt, NaN) }
    case 'float64':
      return { type, dims, data: fill(new Float64Array(length), valueAt, NaN) }
    case 'int32':
      return { type, dims, data: fill(new Int32Array(length), valueAt, 0) }
    case 'bool':
      return { type, dims, data: fill(new Uint8Array(length), valueAt, 0) }
    case 'int64': {
      const data = new BigInt64Array(length)
      for (let i = 0; i < length; i++) data[i] = BigInt(Math.trunc(numberOf(valueAt(i), 0)))
      return { type, dims, data }
    }
    case 'string': {
      const data = Array.from({ length }, (_, i) => String(valueAt(i) ?? ''))
      return { type, dims, data }
    }
    default:
      return type satisfies never
  }
}

function fill<Data extends Float32Array | Float64Array | Int32Array | Uint8Array>(
  data: Data,
  valueAt: (index: number) => CellValue | undefined,
  missing: number,
): Data {
  for (let i = 0; i < data.length; i++) data[i] = numberOf(valueAt(i), missing)
  return data
}

function numberOf(value: CellValue | undefined, missing: number): number {
  return value === undefined ? missing : Number(value)
}
