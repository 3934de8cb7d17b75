import type { RawModule } from '../../raw-module.ts'
import type { CacheRole } from '../roles.ts'
import type { HeapCache } from './heap-cache.ts'
import { bytesOf, createOwnTensor, releaseTensor } from './heap-tensor.ts'
import { copyRows, grown } from './memory.ts'

/**
 * Buffers with more room than there are tokens, each both the past and the present of its layer: the attention
 * operator writes the new rows where they belong, and knows by the graph's other inputs how many rows count.
 */
export function createSharedCache(module: RawModule, roles: readonly CacheRole[]): HeapCache {
  const tensors = roles.map(() => 0)
  const buffers = roles.map(() => ({ address: 0, capacity: 0 }))
  let length = 0

  /** One buffer after the other, so that never more than one of them is there twice. */
  function grow(index: number, { type, emptyDims }: CacheRole, capacity: number) {
    const [, heads = 1, , width = 1] = emptyDims
    const { tensor, address } = createOwnTensor(module, type, [1, heads, capacity, width])
    const rowBytes = bytesOf(type, [width])
    const buffer = { address, capacity }
    copyRows(module, buffers[index]!, buffer, { heads, count: length, rowBytes })
    free(index)
    tensors[index] = tensor
    buffers[index] = buffer
  }

  function free(index: number) {
    const { address } = buffers[index]!
    releaseTensor(module, tensors[index]!)
    if (address !== 0) module._free(address)
    tensors[index] = 0
    buffers[index] = { address: 0, capacity: 0 }
  }

  return {
    pasts: tensors,
    presents: tensors,
    reserve(total) {
      for (const [index, role] of roles.entries()) {
        if (buffers[index]!.capacity < total) grow(index, role, grown(total))
      }
    },
    keep(_, total) {
      length = total
    },
    cutTo(to) {
      length = to
    },
    close() {
      for (const index of roles.keys()) free(index)
    },
  }
}
