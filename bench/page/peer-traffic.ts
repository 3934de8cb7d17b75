/** Counts what goes in and out of Transformers.js, as our own side counts it. */
import { countTraffic, type TrafficCount } from '../../src/runtime/count-traffic.ts'
import type { PeerSession, PeerTensor } from './transformers.ts'

type Tensors = Readonly<Record<string, PeerTensor>>

export interface PeerTraffic {
  /** Counts that only ever grow. */
  now(): { readonly traffic: TrafficCount; readonly logitsBytes: number }
  /** From then on each of its runs is looked at, which would not do in a timing. */
  watch(session: PeerSession): void
}

/** Before the library asks for a device: the one that it gets is counted. */
export function countPeerTraffic(): PeerTraffic {
  const total: TrafficCount = { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 }
  const devices: TrafficCount[] = []
  let logitsBytes = 0
  if ('gpu' in navigator) {
    const { prototype } = GPUAdapter
    const requestDevice = prototype.requestDevice
    prototype.requestDevice = async function (descriptor) {
      const device = await requestDevice.call(this, descriptor)
      devices.push(countTraffic(device))
      return device
    }
  }
  return {
    now() {
      const traffic = { ...total }
      for (const device of devices) {
        traffic.bytesIn += device.bytesIn
        traffic.bytesOut += device.bytesOut
        traffic.gpuBuffers += device.gpuBuffers
        traffic.gpuSubmits += device.gpuSubmits
      }
      return { traffic, logitsBytes }
    },
    watch(session) {
      const run = session.run.bind(session)
      session.run = async (feeds) => {
        const outputs = await run(feeds)
        const { logits } = outputs
        if (logits?.location === 'cpu') logitsBytes += logits.data.byteLength
        // What a GPU takes and gives is counted at its device.
        if (devices.length === 0) {
          total.bytesIn += bytesOnCpu(feeds)
          total.bytesOut += bytesOnCpu(outputs)
        }
        return outputs
      }
    },
  }
}

export function trafficBetween(before: TrafficCount, after: TrafficCount): TrafficCount {
  return {
    bytesIn: after.bytesIn - before.bytesIn,
    bytesOut: after.bytesOut - before.bytesOut,
    gpuBuffers: after.gpuBuffers - before.gpuBuffers,
    gpuSubmits: after.gpuSubmits - before.gpuSubmits,
  }
}

function bytesOnCpu(tensors: Tensors): number {
  return Object.values(tensors)
    .filter(({ location }) => location === 'cpu')
    .reduce((sum, { data }) => sum + data.byteLength, 0)
}
