import type { RawModule } from '../../raw-module.ts'
import type { CacheRole } from '../roles.ts'
import type { HeapCache } from './heap-cache.ts'
import { bytesOf, createOwnTensor, locate, releaseTensor } from './heap-tensor.ts'
import { copyRows } from './memory.ts'

/** What one run gave is what the next one takes: tensors of the runtime's own, of exactly as many rows as tokens. */
export function createFedBackCache(module: RawModule, roles: readonly CacheRole[]): HeapCache {
  const tensors = roles.map(() => 0)
  /** Memory of ours beneath a tensor; 0 where it is the runtime's. */
  const addresses = roles.map(() => 0)

  function replace(index: number, tensor: number, address: number) {
    releaseTensor(module, tensors[index]!)
    if (addresses[index] !== 0) module._free(addresses[index]!)
    tensors[index] = tensor
    addresses[index] = address
  }

  function cut(index: number, { type, emptyDims }: CacheRole, length: number) {
    const whole = locate(module, tensors[index]!)
    const dims = [...emptyDims.slice(0, -2), length, ...emptyDims.slice(-1)]
    const { tensor, address } = createOwnTensor(module, type, dims)
    copyRows(
      module,
      { address: whole.address, capacity: whole.dims.at(-2)! },
      { address, capacity: length },
      {
        heads: dims.slice(0, -2).reduce((product, dim) => product * dim, 1),
        count: length,
        rowBytes: bytesOf(type, dims.slice(-1)),
      },
    )
    replace(index, tensor, address)
  }

  const empty = () => {
    for (const index of roles.keys()) replace(index, 0, 0)
  }
  return {
    pasts: tensors,
    presents: roles.map(() => 0),
    reserve() {
      for (const [index, { type, emptyDims }] of roles.entries()) {
        if (tensors[index] !== 0) continue
        const { tensor, address } = createOwnTensor(module, type, emptyDims)
        replace(index, tensor, address)
      }
    },
    keep(presents) {
      for (const index of roles.keys()) replace(index, presents[index]!, 0)
    },
    cutTo(length) {
      if (length === 0) empty()
      else for (const [index, role] of roles.entries()) cut(index, role, length)
    },
    close: empty,
  }
}
