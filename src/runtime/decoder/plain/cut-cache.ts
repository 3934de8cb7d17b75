import type { RawSession } from '../../session.ts'
import type { Feeds } from '../feeds.ts'
import type { CacheRole } from '../roles.ts'

/**
 * The first `length` tokens of a cache: of each `[…, past, width]` tensor the first rows of its last axis but one.
 * @returns undefined where it lies out of reach, in GPU buffers
 */
export function cutCache(
  { ort }: Pick<RawSession, 'ort'>,
  roles: readonly CacheRole[],
  cache: Feeds,
  length: number,
): Feeds | undefined {
  const cut: Feeds = {}
  for (const { past, type } of roles) {
    const tensor = cache[past]
    if (tensor?.location !== 'cpu' || !ArrayBuffer.isView(tensor.data)) return undefined
    const { dims, data } = tensor
    const [rows = 0, width = 0] = dims.slice(-2)
    const heads = dims.slice(0, -2).reduce((product, dim) => product * dim, 1)
    const bytes = type === 'float32' ? 4 : 2
    const from = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const to = new Uint8Array(heads * length * width * bytes)
    for (let head = 0; head < heads; head++) {
      const start = head * rows * width * bytes
      to.set(from.subarray(start, start + length * width * bytes), head * length * width * bytes)
    }
    const values = type === 'float32' ? new Float32Array(to.buffer) : new Uint16Array(to.buffer)
    cut[past] = new ort.Tensor(type, values, [...dims.slice(0, -2), length, width])
  }
  return cut
}
