import type { RawSession } from '../session.ts'
import { createEndlessRow, rowTensor, tensorNamed, type Feeds } from './feeds.ts'
import { readLogits } from './read-logits.ts'
import type { DecoderRoles } from './roles.ts'

/**
 * A decoder over nothing but `session.run`: the presents of one step are the pasts of the next. On WebGPU they stay
 * in GPU buffers; on WASM they pass through JavaScript, copied out and in at every step.
 */
export function createCachedDecoder(roles: DecoderRoles, raw: RawSession) {
  const { ort } = raw
  const { ids: idsInput, mask, positions, caches } = roles
  const wanted = [roles.logits, ...caches.map(({ present }) => present)]
  const maskUpTo = mask && createEndlessRow(raw, mask, () => 1)
  const places = positions && createEndlessRow(raw, positions, (place) => place)
  let cache: Feeds = {}
  let length = 0

  function reset() {
    for (const tensor of Object.values(cache)) tensor.dispose()
    cache = {}
    length = 0
    for (const { past, type, emptyDims } of caches) {
      const nothing = type === 'float32' ? new Float32Array(0) : new Uint16Array(0)
      cache[past] = new ort.Tensor(type, nothing, emptyDims)
    }
  }

  async function append(ids: readonly number[]): Promise<Float32Array> {
    const total = length + ids.length
    const feeds: Feeds = { ...cache, [idsInput.name]: rowTensor(raw, idsInput, ids) }
    if (mask && maskUpTo) feeds[mask.name] = maskUpTo(0, total)
    if (positions && places) feeds[positions.name] = places(length, total)
    if (roles.useCache) {
      feeds[roles.useCache] = new ort.Tensor('bool', Uint8Array.of(length > 0 ? 1 : 0), [1])
    }
    if (roles.logitsToKeep) {
      feeds[roles.logitsToKeep] = new ort.Tensor('int64', BigInt64Array.of(1n), [])
    }
    const results = await raw.run(feeds, wanted)
    for (const { past, present } of caches) {
      cache[past]?.dispose()
      cache[past] = tensorNamed(results, present)
    }
    length = total
    return raw.settle(() => readLogits(tensorNamed(results, roles.logits), ids.length - 1))
  }

  reset()
  return { append, reset }
}
