import { VitrineError } from '../../../protocol/errors.ts'
import type { Gpu } from '../../gpu.ts'

/** A buffer that is read from JavaScript again and again; made once, and larger when it must be. */
export interface Staging {
  /** Where to copy to what is to be read. Not before the last `read` has given its answer. */
  bufferOf(bytes: number): GPUBuffer
  /**
   * Waits for what has been submitted.
   * @param bytes a whole number of 32 bits
   * @returns a copy of the first ones
   */
  read(bytes: number): Promise<ArrayBuffer>
  close(): void
}

export function createStaging({ device, lost }: Gpu): Staging {
  let buffer: GPUBuffer | undefined
  return {
    bufferOf(bytes) {
      if (buffer !== undefined && buffer.size >= bytes) return buffer
      buffer?.destroy()
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST
      buffer = device.createBuffer({ label: 'vitrine staging', size: bytes, usage })
      return buffer
    },
    async read(bytes) {
      const mapped = this.bufferOf(bytes)
      try {
        await mapped.mapAsync(GPUMapMode.READ, 0, bytes)
      } catch (cause) {
        // A device that is going away may say so here first.
        const isLost = await Promise.race([lost.then(() => true), nextTask().then(() => false)])
        throw isLost ? new VitrineError('gpu-lost', {}, { cause }) : cause
      }
      const copy = mapped.getMappedRange(0, bytes).slice(0)
      mapped.unmap()
      return copy
    },
    close() {
      buffer?.destroy()
      buffer = undefined
    },
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
