import { fromHalf, toHalf } from './float16.ts'
import { elementCount, type TensorOf } from './tensor.ts'

const numeric = ['float32', 'float16', 'uint8', 'int8'] as const

/** A tensor that pictures go into, or scores come out of. */
export type NumberTensor = {
  [T in (typeof numeric)[number]]: TensorOf<T>
}[(typeof numeric)[number]]

export function isNumberTensor(tensor: { readonly type: string }): tensor is NumberTensor {
  return numeric.some((type) => type === tensor.type)
}

/** The numbers from `start` on, up to `end`; a view where they are single-precision already. */
export function numbersIn(tensor: NumberTensor, start: number, end: number): Float32Array {
  if (tensor.type === 'float32') return tensor.data.subarray(start, end)
  const part = tensor.data.subarray(start, end)
  return tensor.type === 'float16' ? Float32Array.from(part, fromHalf) : Float32Array.from(part)
}

/** What stands for a number in a tensor of this type: the nearest that it can hold. */
export function storedNumber(type: NumberTensor['type'], value: number): number {
  switch (type) {
    case 'float32':
      return value
    case 'float16':
      return toHalf(value)
    case 'uint8':
      return Math.min(Math.max(Math.round(value), 0), 255)
    case 'int8':
      return Math.min(Math.max(Math.round(value), -128), 127)
    default:
      return type satisfies never
  }
}

/** The first picture of a tensor, as long as its other axes say, `count` times over. */
export function firstRepeated(tensor: NumberTensor, count: number): NumberTensor {
  const axes = tensor.dims.slice(1)
  const one = elementCount(axes)
  const { type } = tensor
  const [dims, length] = [[count, ...axes], count * one]
  const first = tensor.data.subarray(0, one)
  const filled = <Data extends NumberTensor['data']>(data: Data): Data => {
    for (let i = 0; i < count; i++) data.set(first, i * one)
    return data
  }
  switch (type) {
    case 'float32':
      return { type, dims, data: filled(new Float32Array(length)) }
    case 'float16':
      return { type, dims, data: filled(new Uint16Array(length)) }
    case 'uint8':
      return { type, dims, data: filled(new Uint8Array(length)) }
    case 'int8':
      return { type, dims, data: filled(new Int8Array(length)) }
    default:
      return type satisfies never
  }
}
