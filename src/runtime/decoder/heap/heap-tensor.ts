import { current, type RawModule } from '../../raw-module.ts'
import { lastError } from './last-error.ts'
import { allocate } from './memory.ts'

/** ONNX's numbers for the types that a decoder deals in, and the bytes of an element. */
const types = {
  float32: { number: 1, bytes: 4 },
  float16: { number: 10, bytes: 2 },
  int32: { number: 6, bytes: 4 },
  int64: { number: 7, bytes: 8 },
  bool: { number: 9, bytes: 1 },
} as const

export type HeapType = keyof typeof types

/** A tensor's elements, where they lie. */
export interface Located {
  /** `other`: of a type that no decoder has for its logits or its cache. */
  readonly type: HeapType | 'other'
  readonly address: number
  readonly dims: readonly number[]
}

/** The runtime's locations; the others are on a GPU. */
const onCpu = 1

export function bytesOf(type: HeapType, dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, types[type].bytes)
}

/** @returns a handle on memory that stays the caller's */
export function createTensor(
  module: RawModule,
  type: HeapType,
  address: number,
  dims: readonly number[],
): number {
  const stack = module.stackSave()
  try {
    const list = module.stackAlloc(Math.max(1, dims.length) * module.PTR_SIZE)
    current(module).HEAPU32.set(dims, list >>> 2)
    const bytes = bytesOf(type, dims)
    const { number } = types[type]
    const tensor = module._OrtCreateTensor(number, address, bytes, list, dims.length, onCpu)
    if (tensor === 0) throw lastError(module, "Can't create a tensor.")
    return tensor
  } finally {
    module.stackRestore(stack)
  }
}

/** Of zeros, with memory of its own: whatever is made of values that do not count, it shall not be NaN. */
export function createOwnTensor(
  module: RawModule,
  type: HeapType,
  dims: readonly number[],
): { tensor: number; address: number } {
  const bytes = bytesOf(type, dims)
  const address = allocate(module, bytes)
  try {
    current(module).HEAPU8.fill(0, address, address + bytes)
    return { tensor: createTensor(module, type, address, dims), address }
  } catch (error) {
    module._free(address)
    throw error
  }
}

/** Of 0 it does nothing. */
export function releaseTensor(module: RawModule, tensor: number): void {
  if (tensor !== 0) module._OrtReleaseTensor(tensor)
}

/** Valid until the tensor is released. */
export function locate(module: RawModule, tensor: number): Located {
  const stack = module.stackSave()
  try {
    const { PTR_SIZE } = module
    const facts = module.stackAlloc(4 * PTR_SIZE)
    const [type, data, dims, count] = [0, 1, 2, 3].map((place) => facts + place * PTR_SIZE)
    const code = module._OrtGetTensorData(tensor, type!, data!, dims!, count!)
    if (code !== 0) throw lastError(module, "Can't access output tensor data.")
    const { HEAPU32 } = current(module)
    const list = HEAPU32[dims! >>> 2]!
    const found = Array.from(HEAPU32.subarray(list >>> 2, (list >>> 2) + HEAPU32[count! >>> 2]!))
    module._OrtFree(list)
    return {
      type: typeNumbered(HEAPU32[type! >>> 2]!),
      address: HEAPU32[data! >>> 2]!,
      dims: found,
    }
  } finally {
    module.stackRestore(stack)
  }
}

function typeNumbered(wanted: number): Located['type'] {
  for (const type of ['float32', 'float16', 'int32', 'int64', 'bool'] as const) {
    if (types[type].number === wanted) return type
  }
  return 'other'
}
