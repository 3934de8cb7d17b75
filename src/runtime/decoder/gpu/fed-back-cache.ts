import type { RawSession } from '../../session.ts'
import type { Gpu } from '../../gpu.ts'
import type { Feeds } from '../feeds.ts'
import type { CacheRole } from '../roles.ts'
import { cacheBytes, cacheShape, copyRows, dimsFor, grownCapacity } from './cache-rows.ts'
import { createTensorBuffers, largestBuffer } from './gpu-buffers.ts'
import { firstCapacity, type GpuCache } from './gpu-cache.ts'

/** One buffer for each cache, with room for so many tokens. */
interface Side {
  readonly buffers: readonly GPUBuffer[]
  readonly capacity: number
}

/**
 * Two buffers for each cache, past and present by turns, for graphs whose present is another tensor than its past: they
 * copy the rows from one to the other themselves.
 */
export function createFedBackCache(
  { ort }: Pick<RawSession, 'ort'>,
  gpu: Gpu,
  roles: readonly CacheRole[],
): GpuCache {
  const { device } = gpu
  const shapes = roles.map(cacheShape)
  const most = Math.min(...shapes.map((shape) => largestBuffer(gpu) / cacheBytes(shape, 1)))
  let past: Side = { buffers: [], capacity: 0 }
  let present: Side = past
  let length = 0

  function tensorsOf({ buffers }: Side, kind: 'past' | 'present', tokens: number): Feeds {
    const feeds: Feeds = {}
    for (const [index, role] of roles.entries()) {
      const { type } = role
      const dims = dimsFor(role, tokens)
      // A buffer for nothing is not to be had.
      const nothing = type === 'float32' ? new Float32Array(0) : new Uint16Array(0)
      feeds[role[kind]] =
        tokens === 0
          ? new ort.Tensor(type, nothing, dims)
          : ort.Tensor.fromGpuBuffer(buffers[index]!, { dataType: type, dims })
    }
    return feeds
  }

  return {
    async reserve(total) {
      if (total <= present.capacity) return
      const begin = Math.max(past.capacity, present.capacity, firstCapacity)
      const capacity = grownCapacity(begin, total, Math.floor(most))
      const sizes = shapes.map((shape) => cacheBytes(shape, capacity))
      const buffers = await createTensorBuffers(gpu, 'cache', sizes)
      for (const buffer of present.buffers) buffer.destroy()
      present = { buffers, capacity }
    },
    tensors: (total) => ({
      pasts: tensorsOf(past, 'past', length),
      presents: tensorsOf(present, 'present', total),
    }),
    filled(total) {
      ;[past, present] = [present, past]
      length = total
    },
    cutTo(to) {
      const before = length
      length = to
      if (to === 0) return
      // The rows of each head move together: through the other buffers, for one may not copy within itself.
      const encoder = device.createCommandEncoder()
      for (const [index, shape] of shapes.entries()) {
        const from = { buffer: past.buffers[index]!, tokens: before }
        const into = { buffer: present.buffers[index]!, tokens: to }
        copyRows(encoder, shape, from, into, to)
      }
      device.queue.submit([encoder.finish()])
      ;[past, present] = [present, past]
    },
    generation: 0,
    close() {
      for (const buffer of [...past.buffers, ...present.buffers]) buffer.destroy()
    },
  }
}
