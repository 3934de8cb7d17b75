import { VitrineError } from '../../../protocol/errors.ts'
import type { Gpu } from '../../gpu.ts'

/** As the runtime wants its inputs and outputs: of whole numbers of 16 bytes. */
export function createTensorBuffer({ device }: Gpu, label: string, bytes: number): GPUBuffer {
  const size = Math.max(16, Math.ceil(bytes / 16) * 16)
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
  return device.createBuffer({ label: `vitrine ${label}`, size, usage })
}

/** The most that one buffer may have for the runtime to bind it. */
export function largestBuffer({ device: { limits } }: Gpu): number {
  return Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize)
}

/**
 * All of them, or none.
 * @throws VitrineError `out-of-memory`
 */
export async function createTensorBuffers(
  gpu: Gpu,
  label: string,
  sizes: readonly number[],
): Promise<GPUBuffer[]> {
  if (sizes.some((bytes) => bytes > largestBuffer(gpu))) throw new VitrineError('out-of-memory')
  const { device } = gpu
  device.pushErrorScope('out-of-memory')
  const buffers = sizes.map((bytes) => createTensorBuffer(gpu, label, bytes))
  const error = await device.popErrorScope()
  if (error === null) return buffers
  for (const buffer of buffers) buffer.destroy()
  throw new VitrineError('out-of-memory', {}, { detail: error.message })
}
