import { fromHalf } from './float16.ts'
import type { PlainValues } from './plain-tensor.ts'
import type { Tensor } from './tensor.ts'

/** The first values of a tensor, as JSON can say them. */
export function toPlain(tensor: Tensor, limit: number): PlainValues {
  const { type, dims } = tensor
  return { type, dims, data: firstValues(tensor, limit) }
}

function firstValues(tensor: Tensor, limit: number): PlainValues['data'] {
  switch (tensor.type) {
    case 'float32':
    case 'float64':
      return Array.from(tensor.data.subarray(0, limit), plainNumber)
    case 'float16':
      return Array.from(tensor.data.subarray(0, limit), (bits) => plainNumber(fromHalf(bits)))
    case 'int64':
    case 'uint64':
      return Array.from(tensor.data.subarray(0, limit), plainInteger)
    case 'bool':
      return Array.from(tensor.data.subarray(0, limit), (value) => value !== 0)
    case 'string':
      return tensor.data.slice(0, limit)
    case 'int32':
    case 'uint32':
    case 'int16':
    case 'uint16':
    case 'int8':
    case 'uint8':
      return Array.from(tensor.data.subarray(0, limit))
    default:
      return tensor satisfies never
  }
}

function plainNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

function plainInteger(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

export interface TensorStatistics {
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly notFinite: number
}

/**
 * Over all elements; those that are NaN or infinite are only counted. Nothing for text, for booleans, and where
 * there is no finite element; 64-bit integers are rounded to the nearest double.
 */
export function statisticsOf(tensor: Tensor): TensorStatistics | undefined {
  if (tensor.type === 'string' || tensor.type === 'bool') return undefined
  const { type, data } = tensor
  const valueAt =
    type === 'float16' ? (i: number) => fromHalf(data[i]!) : (i: number) => Number(data[i])
  let min = Infinity
  let max = -Infinity
  let sum = 0
  let finite = 0
  for (let i = 0; i < data.length; i++) {
    const value = valueAt(i)
    if (!Number.isFinite(value)) continue
    if (value < min) min = value
    if (value > max) max = value
    sum += value
    finite++
  }
  if (finite === 0) return undefined
  return { min, max, mean: sum / finite, notFinite: data.length - finite }
}
