import type { TokenProbability } from '../../../core/decoding/logits.ts'
import { VitrineError } from '../../../protocol/errors.ts'
import type { Gpu } from '../../gpu.ts'
import { rankLogitsWgsl } from './rank-logits.wgsl.ts'
import { readSlot, slotBytes } from './ranking-slot.ts'
import { createStaging } from './staging.ts'

/** How many rankings can wait to be read together. */
export const slotCount = 16
/** Where a binding may begin: the strictest that WebGPU allows a device to be. */
const slotStride = 256

type Ranking = readonly TokenProbability[]

/** Looks for the most probable tokens where the logits lie. */
export interface Ranker {
  /** Ranks what is in the logits' buffer by then, into one of the slots, and writes the best id for the next step. */
  rank(slot: number): void
  /**
   * Waits for the first slots, 16 bytes each.
   * @throws VitrineError `output-not-finite`
   */
  read(count: number): Promise<Ranking[]>
  close(): void
}

interface Places {
  readonly logits: GPUBuffer
  readonly type: 'float32' | 'float16'
  readonly vocabularySize: number
  /** Gets the best id, in one word or two. */
  readonly ids: GPUBuffer
  readonly idType: 'int32' | 'int64'
}

export async function createRanker(gpu: Gpu, places: Places): Promise<Ranker> {
  const { device } = gpu
  const { logits, type, vocabularySize, ids, idType } = places
  const visibility = GPUShaderStage.COMPUTE
  const layout = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: { type: 'read-only-storage' } },
      { binding: 1, visibility, buffer: { type: 'storage', hasDynamicOffset: true } },
      { binding: 2, visibility, buffer: { type: 'storage' } },
    ],
  })
  const pipeline = await device.createComputePipelineAsync({
    label: 'vitrine rank logits',
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: {
      module: device.createShaderModule({ code: rankLogitsWgsl }),
      constants: {
        vocabulary: vocabularySize,
        halves: type === 'float16' ? 1 : 0,
        wideIds: idType === 'int64' ? 1 : 0,
      },
    },
  })
  const slots = device.createBuffer({
    label: 'vitrine rankings',
    size: slotCount * slotStride,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  })
  const group = device.createBindGroup({
    layout,
    entries: [
      { binding: 0, resource: { buffer: logits } },
      { binding: 1, resource: { buffer: slots, size: slotBytes } },
      { binding: 2, resource: { buffer: ids } },
    ],
  })
  const staging = createStaging(gpu)

  return {
    rank(slot) {
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, group, [slot * slotStride])
      pass.dispatchWorkgroups(1)
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    async read(count) {
      const encoder = device.createCommandEncoder()
      const to = staging.bufferOf(slotCount * slotBytes)
      for (let slot = 0; slot < count; slot++) {
        encoder.copyBufferToBuffer(slots, slot * slotStride, to, slot * slotBytes, slotBytes)
      }
      device.queue.submit([encoder.finish()])
      return unpackSlots(await staging.read(count * slotBytes))
    },
    close() {
      slots.destroy()
      staging.close()
    },
  }
}

/** @throws VitrineError `output-not-finite` */
export function unpackSlots(bytes: ArrayBuffer): Ranking[] {
  return Array.from({ length: bytes.byteLength / slotBytes }, (_, slot) => {
    const ranking = readSlot(new Uint32Array(bytes, slot * slotBytes, slotBytes / 4))
    if (ranking === undefined) throw new VitrineError('output-not-finite')
    return ranking
  })
}
