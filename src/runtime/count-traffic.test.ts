import { beforeAll, describe, expect, it } from 'vitest'
import { countTraffic } from './count-traffic.ts'

beforeAll(() => {
  Object.assign(globalThis, { GPUBufferUsage: { MAP_READ: 1, COPY_DST: 8 } })
})

function fakeDevice() {
  const done: string[] = []
  const device = {
    createBuffer: ({ size }: { size: number }) => {
      done.push(`create ${size}`)
      return {
        size,
        mapAsync: async (...args: number[]) => void done.push(`map ${args.join(' ')}`),
      }
    },
    queue: {
      submit: () => void done.push('submit'),
      writeBuffer: () => void done.push('write'),
    },
  } as unknown as GPUDevice
  return { device, done, count: countTraffic(device) }
}

describe('what goes in and out of a device', () => {
  it('is counted, and done', async () => {
    const { device, done, count } = fakeDevice()
    const buffer = device.createBuffer({ size: 64, usage: 9 })
    device.createBuffer({ size: 16, usage: 8, mappedAtCreation: true })
    device.queue.submit([])
    await buffer.mapAsync(1, 0, 32)
    await buffer.mapAsync(1, 16)
    expect(count).toEqual({ bytesIn: 16, bytesOut: 80, gpuBuffers: 2, gpuSubmits: 1 })
    expect(done).toEqual(['create 64', 'create 16', 'submit', 'map 1 0 32', 'map 1 16 48'])
  })

  it('is in bytes, whatever the elements', () => {
    const { device, count } = fakeDevice()
    const buffer = {} as GPUBuffer
    device.queue.writeBuffer(buffer, 0, new Float32Array(8))
    device.queue.writeBuffer(buffer, 0, new Float32Array(8), 2)
    device.queue.writeBuffer(buffer, 0, new BigInt64Array(8), 2, 3)
    device.queue.writeBuffer(buffer, 0, new ArrayBuffer(100), 20, 30)
    expect(count.bytesIn).toBe(32 + 24 + 24 + 30)
  })

  it('does not count as read what is mapped for writing', async () => {
    const { device, count } = fakeDevice()
    await device.createBuffer({ size: 64, usage: 8 }).mapAsync(2)
    expect(count.bytesOut).toBe(0)
  })
})
