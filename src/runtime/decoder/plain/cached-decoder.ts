import type { RawSession } from '../../session.ts'
import { createEndlessRow, numberTensor, rowTensor, tensorNamed, type Feeds } from '../feeds.ts'
import { nextLogits } from '../next-logits.ts'
import { createAppendEach } from '../each-position.ts'
import { numberFor, type DecoderRoles } from '../roles.ts'
import { cutCache } from './cut-cache.ts'
import { readLogits } from './read-logits.ts'

/** How many positions a run may have: a longer one keeps a cancellation waiting, and its logits need memory. */
export const longestAppend = 128

/**
 * A decoder over nothing but `session.run`: the presents of one step are the pasts of the next, copied out and in at
 * every step. It is what the other ways are held to.
 */
export function createCachedDecoder(roles: DecoderRoles, raw: RawSession) {
  const { ort, traffic } = raw
  const { ids: idsInput, mask, positions, caches } = roles
  const wanted = [roles.logits, ...caches.map(({ present }) => present)]
  const maskUpTo = mask && createEndlessRow(raw, mask, () => 1)
  const places = positions && createEndlessRow(raw, positions, (place) => place)
  let cache: Feeds = {}
  let length = 0

  function empty() {
    for (const tensor of Object.values(cache)) tensor.dispose()
    cache = {}
    length = 0
    for (const { past, type, emptyDims } of caches) {
      const nothing = type === 'float32' ? new Float32Array(0) : new Uint16Array(0)
      cache[past] = new ort.Tensor(type, nothing, emptyDims)
    }
  }

  /** @param keep how many positions shall have logits, where the graph asks */
  async function run(ids: readonly number[], keep: number) {
    const total = length + ids.length
    const feeds: Feeds = { ...cache, [idsInput.name]: rowTensor(raw, idsInput, ids) }
    if (mask && maskUpTo) feeds[mask.name] = maskUpTo(0, total)
    if (positions && places) feeds[positions.name] = places(length, total)
    for (const input of Object.values(roles.numbers)) {
      const value = numberFor(roles, input.name, { from: length, to: total, keep })
      feeds[input.name] = numberTensor(raw, input, value)
    }
    const results = await raw.run(feeds, wanted)
    for (const { past, present } of caches) {
      cache[past]?.dispose()
      cache[past] = tensorNamed(results, present)
    }
    length = total
    const logits = tensorNamed(results, roles.logits)
    return raw.settle(() => readLogits(logits))
  }

  function rewind(to: number): Promise<number> {
    if (to >= length) return Promise.resolve(length)
    const cut = to > 0 ? cutCache(raw, caches, cache, to) : undefined
    if (cut === undefined) empty()
    else {
      cache = cut
      length = to
    }
    return Promise.resolve(length)
  }

  empty()
  return {
    traffic,
    longestAppend,
    async append(ids: readonly number[]) {
      const rows = await run(ids, 1)
      return nextLogits(rows.row(ids.length - 1))
    },
    appendEach: createAppendEach({ ...roles, run, length: () => length, rewind }),
    rewind,
  }
}
