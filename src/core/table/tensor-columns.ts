import type { Tensor } from '../tensors/tensor.ts'
import type { ElementType, Feeding } from './encode-rows.ts'
import type { CellValue } from './feature.ts'

/** Where the values of one column of the model go. */
export interface ColumnSink {
  setNumber(row: number, value: number): void
  /** As `encodeRows` has it: what is missing is NaN, 0 among whole numbers, and an empty text. */
  set(row: number, value: CellValue | undefined): void
}

/** Tensors that are filled cell by cell and used again and again. */
export interface TensorColumns {
  readonly columns: readonly ColumnSink[]
  /**
   * The first rows, as they are in memory: valid until they are written again.
   * @param batch as many rows as the graph takes; the last one is repeated to fill them up
   */
  feeds(rows: number, batch?: number): Readonly<Record<string, Tensor>>
}

/**
 * @param width columns of the model
 * @param capacity most rows
 */
export function createTensorColumns(
  feeding: Feeding,
  width: number,
  capacity: number,
): TensorColumns {
  const blocks =
    feeding.kind === 'matrix'
      ? [{ ...blockOf(feeding.type, width, capacity), input: feeding.input, rank: 2 }]
      : feeding.inputs.map(({ input, type, rank }) => ({
          ...blockOf(type, 1, capacity),
          input,
          rank,
        }))
  return {
    columns: blocks.flatMap(({ sinks }) => sinks),
    feeds(rows, batch = rows) {
      return Object.fromEntries(
        blocks.map(({ input, rank, tensorOf }) => [input, tensorOf(rows, batch, rank)]),
      )
    },
  }
}

interface Block {
  readonly sinks: readonly ColumnSink[]
  tensorOf(rows: number, batch: number, rank: number): Tensor
}

function blockOf(type: ElementType, width: number, capacity: number): Block {
  const length = width * capacity
  const dimsOf = (batch: number, rank: number) => (rank === 1 ? [batch] : [batch, width])
  /** Copies of the last row behind the others. */
  const filled = <Data extends Copied>(data: Data, rows: number, batch: number) => {
    for (let row = rows; row < batch; row++) {
      data.copyWithin(row * width, (rows - 1) * width, rows * width)
    }
    return data
  }
  switch (type) {
    case 'string': {
      const data = Array.from({ length }, () => '')
      return {
        sinks: sinksOf(width, (index, value) => {
          data[index] = String(value ?? '')
        }),
        tensorOf: (rows, batch, rank) => ({
          type,
          dims: dimsOf(batch, rank),
          data: filled(data, rows, batch).slice(0, batch * width),
        }),
      }
    }
    case 'int64': {
      const data = new BigInt64Array(length)
      return {
        sinks: sinksOf(width, (index, value) => {
          data[index] = BigInt(Math.trunc(value === undefined ? 0 : Number(value)))
        }),
        tensorOf: (rows, batch, rank) => ({
          type,
          dims: dimsOf(batch, rank),
          data: filled(data, rows, batch).subarray(0, batch * width),
        }),
      }
    }
    case 'float32':
      return numbers(new Float32Array(length), NaN, (data, dims) => ({ type, dims, data }))
    case 'float64':
      return numbers(new Float64Array(length), NaN, (data, dims) => ({ type, dims, data }))
    case 'int32':
      return numbers(new Int32Array(length), 0, (data, dims) => ({ type, dims, data }))
    case 'bool':
      return numbers(new Uint8Array(length), 0, (data, dims) => ({ type, dims, data }))
    default:
      return type satisfies never
  }

  function numbers<Data extends Float32Array | Float64Array | Int32Array | Uint8Array>(
    data: Data,
    missing: number,
    make: (data: Data, dims: number[]) => Tensor,
  ): Block {
    return {
      sinks: Array.from({ length: width }, (_, column) => ({
        setNumber(row, value) {
          data[row * width + column] = value
        },
        set(row, value) {
          data[row * width + column] = value === undefined ? missing : Number(value)
        },
      })),
      tensorOf: (rows, batch, rank) =>
        make(filled(data, rows, batch).subarray(0, batch * width) as Data, dimsOf(batch, rank)),
    }
  }
}

interface Copied {
  copyWithin(target: number, start: number, end: number): unknown
}

function sinksOf(
  width: number,
  set: (index: number, value: CellValue | undefined) => void,
): ColumnSink[] {
  return Array.from({ length: width }, (_, column) => ({
    setNumber: (row, value) => set(row * width + column, value),
    set: (row, value) => set(row * width + column, value),
  }))
}
