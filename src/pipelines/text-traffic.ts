import type { Traffic } from '../protocol/tasks.ts'

/** A counter's state, to be compared with a later one. */
export function trafficNow(traffic: Traffic): Traffic {
  return { ...traffic }
}

export function trafficSince(before: Traffic, now: Traffic): Traffic {
  return {
    bytesIn: now.bytesIn - before.bytesIn,
    bytesOut: now.bytesOut - before.bytesOut,
    gpuBuffers: now.gpuBuffers - before.gpuBuffers,
    gpuSubmits: now.gpuSubmits - before.gpuSubmits,
  }
}
