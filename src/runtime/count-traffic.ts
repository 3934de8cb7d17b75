import type { Traffic } from '../protocol/tasks.ts'

export type TrafficCount = { -readonly [K in keyof Traffic]: Traffic[K] }

/**
 * Counts what anybody does with a device from now on, the runtime's wasm module included: it calls these methods of
 * this very object. Uniforms are written to buffers too, and are counted as bytes in.
 */
export function countTraffic(device: GPUDevice): TrafficCount {
  const count: TrafficCount = { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 }
  const { queue } = device
  const createBuffer = device.createBuffer.bind(device)
  const submit = queue.submit.bind(queue)
  const writeBuffer: (...args: Parameters<GPUQueue['writeBuffer']>) => undefined =
    queue.writeBuffer.bind(queue)

  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor)
    count.gpuBuffers += 1
    if (descriptor.mappedAtCreation === true) count.bytesIn += descriptor.size
    if ((descriptor.usage & GPUBufferUsage.MAP_READ) !== 0) countReads(buffer, count)
    return buffer
  }
  queue.submit = (commands) => {
    count.gpuSubmits += 1
    return submit(commands)
  }
  queue.writeBuffer = (...args: Parameters<GPUQueue['writeBuffer']>) => {
    count.bytesIn += writtenBytes(args)
    return writeBuffer(...args)
  }
  return count
}

function countReads(buffer: GPUBuffer, count: TrafficCount): void {
  const mapAsync = buffer.mapAsync.bind(buffer)
  buffer.mapAsync = (mode, offset = 0, size = buffer.size - offset) => {
    count.bytesOut += size
    return mapAsync(mode, offset, size)
  }
}

/** Offset and size are in elements of a typed array, in bytes of anything else. */
function writtenBytes([, , data, offset = 0, size]: Parameters<GPUQueue['writeBuffer']>): number {
  const perElement =
    'BYTES_PER_ELEMENT' in data && typeof data.BYTES_PER_ELEMENT === 'number'
      ? data.BYTES_PER_ELEMENT
      : 1
  return size === undefined ? data.byteLength - offset * perElement : size * perElement
}
