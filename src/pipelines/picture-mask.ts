import { elementCount, isFreeDim, type Tensor } from '../core/tensors/tensor.ts'
import type { ValueInfo } from './ports.ts'

export interface MaskInput {
  readonly name: string
  /** @param size batch, height and width of what the picture goes in as */
  ones(size: readonly number[]): Tensor
}

/**
 * The mask that DETR and its kin want besides the picture, [batch, height, width]: where there is picture and where
 * padding. A picture alone has no padding, so it is all ones. Undefined for an input that is no such mask.
 */
export function maskInput({ name, type, dims }: ValueInfo): MaskInput | undefined {
  if (!/mask/i.test(name) || dims.length !== 3) return undefined
  const ones = onesOf(type)
  if (ones === undefined) return undefined
  return {
    name,
    ones(size) {
      // Exports that fix the mask's size fix it smaller than the picture: DETR's as they lie on the hub to 64 × 64.
      return ones(size.map((length, i) => (isFreeDim(dims[i]!) ? length : Number(dims[i]))))
    },
  }
}

function onesOf(type: ValueInfo['type']): ((dims: readonly number[]) => Tensor) | undefined {
  switch (type) {
    case 'int64':
      return (dims) => ({ type, dims, data: new BigInt64Array(elementCount(dims)).fill(1n) })
    case 'float32':
      return (dims) => ({ type, dims, data: new Float32Array(elementCount(dims)).fill(1) })
    case 'bool':
      return (dims) => ({ type, dims, data: new Uint8Array(elementCount(dims)).fill(1) })
    default:
      return undefined
  }
}
