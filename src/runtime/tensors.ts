import { elementCount, type Tensor, type TensorType } from '../core/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Ort, OrtModule } from './ort.ts'

const tensorTypes: ReadonlySet<string> = new Set<TensorType>([
  'float32',
  'float16',
  'float64',
  'int64',
  'int32',
  'uint8',
  'int8',
  'bool',
])

export function isTensorType(type: string): type is TensorType {
  return tensorTypes.has(type)
}

/** Wraps without copying; the package copies into the wasm heap on `run`. */
export function toOrt(ort: OrtModule, tensor: Tensor): Ort.Tensor {
  return new ort.Tensor(tensor.type, tensor.data, tensor.dims)
}

/** @throws VitrineError `export-unsupported` for types that have no typed array, such as strings. */
export function fromOrt(tensor: Ort.Tensor, name: string): Tensor {
  const { type, dims, data } = tensor
  if (type === 'float16' && ArrayBuffer.isView(data)) {
    // Where the browser has Float16Array the package hands that out; bit patterns are the same bytes.
    return { type, dims, data: new Uint16Array(data.buffer, data.byteOffset, elementCount(dims)) }
  }
  if (type === 'float32' && data instanceof Float32Array) return { type, dims, data }
  if (type === 'float64' && data instanceof Float64Array) return { type, dims, data }
  if (type === 'int64' && data instanceof BigInt64Array) return { type, dims, data }
  if (type === 'int32' && data instanceof Int32Array) return { type, dims, data }
  if (type === 'uint8' && data instanceof Uint8Array) return { type, dims, data }
  if (type === 'int8' && data instanceof Int8Array) return { type, dims, data }
  if (type === 'bool' && data instanceof Uint8Array) return { type, dims, data }
  throw new VitrineError('export-unsupported', {
    problem: `Its output “${name}” has the type ${type}, which is not read here`,
  })
}
