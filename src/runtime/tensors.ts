import { elementCount, type Tensor, type TensorType } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Ort, OrtModule } from './ort.ts'

/** The arrays in which the package hands out each type; `float16` is a case of its own. */
const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const satisfies Record<Exclude<TensorType, 'float16' | 'string'>, unknown>

export function isTensorType(type: string): type is TensorType {
  return type === 'float16' || type === 'string' || Object.hasOwn(arrays, type)
}

/** Wraps without copying; the package copies into the wasm heap on `run`. */
export function toOrt(ort: OrtModule, tensor: Tensor): Ort.Tensor {
  if (tensor.type === 'string') return new ort.Tensor('string', [...tensor.data], tensor.dims)
  return new ort.Tensor(tensor.type, tensor.data, tensor.dims)
}

/** @throws VitrineError `type-unavailable` for types that have no array of their own, such as int4. */
export function fromOrt(tensor: Ort.Tensor, name: string): Tensor {
  const { type, dims, data } = tensor
  if (type === 'float16' && ArrayBuffer.isView(data)) {
    // Where the browser has Float16Array the package hands that out; bit patterns are the same bytes.
    return { type, dims, data: new Uint16Array(data.buffer, data.byteOffset, elementCount(dims)) }
  }
  if (type === 'string' && Array.isArray(data)) return { type, dims, data }
  if (type !== 'float16' && type !== 'string' && isTensorType(type) && data instanceof arrays[type])
    // `arrays` ties the type to its array; TypeScript does not follow that through the lookup.
    return { type, dims, data } as Tensor
  throw new VitrineError('type-unavailable', { value: `Its output “${name}”`, type })
}
