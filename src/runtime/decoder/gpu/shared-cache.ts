import type { RawSession } from '../../session.ts'
import type { Gpu } from '../../gpu.ts'
import type { Feeds } from '../feeds.ts'
import type { CacheRole } from '../roles.ts'
import { cacheBytes, cacheShape, copyRows, dimsFor, grownCapacity } from './cache-rows.ts'
import { createTensorBuffers, largestBuffer } from './gpu-buffers.ts'
import { firstCapacity, type GpuCache } from './gpu-cache.ts'

/**
 * Each buffer is both past and present, longer than what is in it: the operator writes new rows behind the old ones, and
 * is told elsewhere how many there are. Nothing is copied but when it grows.
 */
export function createSharedCache(
  { ort }: Pick<RawSession, 'ort'>,
  gpu: Gpu,
  roles: readonly CacheRole[],
): GpuCache {
  const { device } = gpu
  const shapes = roles.map(cacheShape)
  const most = Math.min(...shapes.map((shape) => largestBuffer(gpu) / cacheBytes(shape, 1)))
  let buffers: readonly GPUBuffer[] = []
  let capacity = 0
  let generation = 0
  let length = 0
  let pasts: Feeds = {}
  let presents: Feeds = {}

  async function growTo(tokens: number) {
    const sizes = shapes.map((shape) => cacheBytes(shape, tokens))
    const grown = await createTensorBuffers(gpu, 'cache', sizes)
    const encoder = device.createCommandEncoder()
    for (const [index, buffer] of buffers.entries()) {
      const from = { buffer, tokens: capacity }
      const to = { buffer: grown[index]!, tokens }
      copyRows(encoder, shapes[index]!, from, to, length)
    }
    device.queue.submit([encoder.finish()])
    for (const buffer of buffers) buffer.destroy()
    buffers = grown
    capacity = tokens
    generation += 1
    pasts = {}
    presents = {}
    for (const [index, role] of roles.entries()) {
      const dims = dimsFor(role, capacity)
      const tensor = ort.Tensor.fromGpuBuffer(buffers[index]!, { dataType: role.type, dims })
      pasts[role.past] = tensor
      presents[role.present] = tensor
    }
  }

  return {
    async reserve(total) {
      if (total <= capacity) return
      await growTo(grownCapacity(Math.max(capacity, firstCapacity), total, Math.floor(most)))
    },
    tensors: () => ({ pasts, presents }),
    filled(total) {
      length = total
    },
    cutTo(to) {
      length = to
    },
    get generation() {
      return generation
    },
    close() {
      for (const buffer of buffers) buffer.destroy()
    },
  }
}
