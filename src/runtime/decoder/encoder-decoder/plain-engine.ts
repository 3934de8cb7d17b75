import type { RawSession } from '../../session.ts'
import {
  createEndlessRow,
  numberTensor,
  rowTensor,
  tensorNamed,
  type Feeds,
  type OrtTensor,
} from '../feeds.ts'
import { cutCache } from '../plain/cut-cache.ts'
import { readLogits } from '../plain/read-logits.ts'
import { numberFor, type CacheRole, type IntegerInput } from '../roles.ts'
import type { Engine } from './engine.ts'
import type { EncoderDecoderRoles } from './roles.ts'

/**
 * Over nothing but `session.run`. On WebGPU what the encoder made and all caches stay in GPU buffers; on WASM they pass
 * through JavaScript, copied in at every step, and the text's own out too.
 */
export function createPlainEngine(
  roles: EncoderDecoderRoles,
  encoder: RawSession,
  decoder: RawSession,
): Engine {
  const { ort, traffic } = decoder
  const { ids: idsInput, mask, positions, numbers, caches, logits } = roles.decoder
  const maskUpTo = mask && createEndlessRow(decoder, mask, () => 1)
  const places = positions && createEndlessRow(decoder, positions, (place) => place)
  let source: { readonly hidden: OrtTensor; readonly length: number } | undefined
  let sourceCache: Feeds = {}
  let ownCache: Feeds = {}

  function forgetText() {
    for (const tensor of Object.values({ ...sourceCache, ...ownCache })) tensor.dispose()
    sourceCache = {}
    ownCache = {}
  }

  const empty = ({ past, type, emptyDims }: CacheRole): [string, OrtTensor] => {
    const nothing = type === 'float32' ? new Float32Array(0) : new Uint16Array(0)
    return [past, new ort.Tensor(type, nothing, emptyDims)]
  }
  const ones = (raw: RawSession, input: IntegerInput | undefined, length: number): Feeds =>
    input === undefined
      ? {}
      : {
          [input.name]: rowTensor(
            raw,
            input,
            Array.from({ length }, () => 1),
          ),
        }

  function pasts(from: number): Feeds {
    if (from > 0) return { ...sourceCache, ...ownCache }
    return Object.fromEntries([...roles.source.caches, ...caches].map(empty))
  }

  function keep(from: number, results: Feeds) {
    if (from === 0) forgetText()
    for (const { past, present } of caches) {
      ownCache[past]?.dispose()
      ownCache[past] = tensorNamed(results, present)
    }
    if (from > 0) return
    for (const { past, present } of roles.source.caches) {
      sourceCache[past] = tensorNamed(results, present)
    }
  }

  return {
    async read(ids) {
      forgetText()
      source?.hidden.dispose()
      source = undefined
      const feeds: Feeds = {
        [roles.encoder.ids.name]: rowTensor(encoder, roles.encoder.ids, ids),
        ...ones(encoder, roles.encoder.mask, ids.length),
      }
      const results = await encoder.run(feeds, [roles.encoder.logits])
      source = { hidden: tensorNamed(results, roles.encoder.logits), length: ids.length }
    },

    async step(ids, from) {
      if (source === undefined) throw new TypeError('There is no source to decode from')
      const to = from + ids.length
      const feeds: Feeds = {
        ...pasts(from),
        ...ones(decoder, roles.source.mask, source.length),
        [roles.hiddenStates]: source.hidden,
        [idsInput.name]: rowTensor(decoder, idsInput, ids),
      }
      if (mask && maskUpTo) feeds[mask.name] = maskUpTo(0, to)
      if (positions && places) feeds[positions.name] = places(from, to)
      for (const input of Object.values(numbers)) {
        const value = numberFor(roles.decoder, input.name, { from, to, keep: ids.length })
        feeds[input.name] = numberTensor(decoder, input, value)
      }
      // In the branch with a past the source's caches come out with nothing in them.
      const made = from > 0 ? caches : [...caches, ...roles.source.caches]
      const results = await decoder.run(feeds, [logits, ...made.map(({ present }) => present)])
      keep(from, results)
      const found = tensorNamed(results, logits)
      if (found.location !== 'cpu') traffic.bytesOut += bytesOf(found)
      return decoder.settle(() => readLogits(found))
    },

    cut(length) {
      const cut = length > 0 ? cutCache(decoder, caches, ownCache, length) : undefined
      if (cut === undefined) forgetText()
      else ownCache = cut
      return Promise.resolve(cut === undefined ? 0 : length)
    },

    close() {
      forgetText()
      source?.hidden.dispose()
      source = undefined
    },
  }
}

function bytesOf({ dims, type }: OrtTensor): number {
  return dims.reduce((product, dim) => product * dim, type === 'float16' ? 2 : 4)
}
