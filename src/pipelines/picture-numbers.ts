import { floatsToHalves } from '../core/tensors/float16.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { ValueInfo } from './ports.ts'

type ToTensor = (values: Float32Array, batch: number, dims: readonly number[]) => Tensor

/** How a picture's numbers become those of a graph, `batch` times over; undefined for a type that is no picture's. */
export function pictureNumbers(type: ValueInfo['type']): ToTensor | undefined {
  switch (type) {
    case 'float32':
      return (values, batch, dims) => ({ type, dims, data: repeat(values, batch) })
    case 'float16':
      return (values, batch, dims) => ({ type, dims, data: floatsToHalves(repeat(values, batch)) })
    case 'uint8':
      return (values, batch, dims) => ({ type, dims, data: toBytes(repeat(values, batch)) })
    default:
      return undefined
  }
}

/** Bytes that were neither rescaled nor shifted are what they were; others are rounded, half to even, and limited. */
function toBytes(values: Float32Array): Uint8Array {
  const clamped = new Uint8ClampedArray(values)
  return new Uint8Array(clamped.buffer)
}

function repeat(values: Float32Array, times: number): Float32Array {
  if (times === 1) return values
  const repeated = new Float32Array(values.length * times)
  for (let i = 0; i < times; i++) repeated.set(values, i * values.length)
  return repeated
}
