import type { RawSession } from '../../session.ts'
import type { Inside } from '../../session-parts.ts'
import type { Feeds, OrtTensor } from '../feeds.ts'
import type { DecoderRoles } from '../roles.ts'
import { cacheBytes, cacheShape, copyRows, dimsFor } from './cache-rows.ts'
import { createTensorBuffer, createTensorBuffers } from './gpu-buffers.ts'

/**
 * `raw.run` as it is elsewhere, in a session that can record. There its attention refuses a past and a present that are
 * two buffers, and an input on the CPU ends the whole instance (1.30); so past rows are copied into a new buffer that has room
 * for the present, which is then both. As slow as the plain way is, and as independent of one run to the next.
 */
export function plainOnCaptured(
  roles: DecoderRoles,
  raw: RawSession,
  inside: Extract<Inside, { provider: 'webgpu' }>,
): RawSession {
  const { ort, settle } = raw
  const { gpu } = inside
  const { device } = gpu

  function onGpu(tensor: OrtTensor, made: GPUBuffer[]): OrtTensor {
    const { type, dims, data } = tensor
    if ((type !== 'int32' && type !== 'int64') || !ArrayBuffer.isView(data)) return tensor
    const buffer = createTensorBuffer(gpu, 'input', data.byteLength)
    made.push(buffer)
    device.queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, data.byteLength)
    return ort.Tensor.fromGpuBuffer(buffer, { dataType: type, dims })
  }

  return {
    ...raw,
    async run(feeds, wanted) {
      const added = feeds[roles.ids.name]?.dims[1] ?? 0
      const made: GPUBuffer[] = []
      const taken: Feeds = {}
      for (const [name, tensor] of Object.entries(feeds)) {
        if (tensor.location === 'cpu') taken[name] = onGpu(tensor, made)
      }
      const given: Record<string, OrtTensor | null> = {}
      for (const name of wanted) given[name] = null
      const shapes = roles.caches.map(cacheShape)
      const lengths = roles.caches.map(({ past }) => feeds[past]?.dims.at(-2) ?? 0)
      const sizes = shapes.map((shape, index) => cacheBytes(shape, lengths[index]! + added))
      const buffers = await settle(() => createTensorBuffers(gpu, 'cache', sizes))
      const encoder = device.createCommandEncoder()
      for (const [index, role] of roles.caches.entries()) {
        const before = lengths[index]!
        const buffer = buffers[index]!
        const old = feeds[role.past]
        if (before > 0 && old !== undefined) {
          const from = { buffer: old.gpuBuffer, tokens: before }
          copyRows(encoder, shapes[index]!, from, { buffer, tokens: before + added }, before)
        }
        const tensor = ort.Tensor.fromGpuBuffer(buffer, {
          dataType: role.type,
          dims: dimsFor(role, before + added),
          dispose: () => buffer.destroy(),
        })
        taken[role.past] = tensor
        given[role.present] = tensor
      }
      device.queue.submit([encoder.finish()])
      try {
        return await inside.run(taken, given)
      } finally {
        for (const buffer of made) buffer.destroy()
      }
    },
  }
}
