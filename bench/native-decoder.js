// @ts-check
/** onnxruntime-node with the loop that everybody writes: what comes out of one run goes into the next. */
import { loadNativeRuntime } from './peers.js'

/** @typedef {import('onnxruntime-common').Tensor} Tensor */
/** @typedef {Record<string, Tensor>} Tensors */

/**
 * @param {string} path Of a decoder as Hugging Face exporters write it.
 * @param {number} threads
 */
export async function openNativeDecoder(path, threads) {
  const ort = loadNativeRuntime()
  const session = await ort.InferenceSession.create(path, { intraOpNumThreads: threads })
  const pasts = session.inputMetadata.flatMap((input) => {
    if (!input.isTensor || !input.name.startsWith('past_key_values.')) return []
    const shape = input.shape.map((size, i) => (i === 0 ? 1 : typeof size === 'number' ? size : 0))
    return [{ name: input.name, shape }]
  })
  /** @type {{ ids: readonly number[], cache: Tensors } | undefined} */
  let kept

  function emptyCache() {
    /** @type {Tensors} */
    const cache = {}
    for (const { name, shape } of pasts)
      cache[name] = new ort.Tensor('float32', new Float32Array(0), shape)
    return cache
  }

  /**
   * @param {bigint[]} values
   * @param {number[]} [dims]
   */
  const integers = (values, dims = [1, values.length]) =>
    new ort.Tensor('int64', BigInt64Array.from(values), dims)

  /** Those inputs that a graph may have and this one does, over `ids` behind so many tokens. */
  const inputs = {
    /** @param {readonly number[]} ids */
    input_ids: (ids) => integers(ids.map(BigInt)),
    /** @param {readonly number[]} ids @param {number} past */
    attention_mask: (ids, past) => integers(Array.from({ length: past + ids.length }, () => 1n)),
    /** @param {readonly number[]} ids @param {number} past */
    position_ids: (ids, past) => integers(ids.map((_, place) => BigInt(past + place))),
    num_logits_to_keep: () => integers([1n], []),
  }
  const wanted = Object.entries(inputs).filter(([name]) => session.inputNames.includes(name))

  /**
   * @param {readonly number[]} ids
   * @param {number} past
   * @param {Tensors} cache
   * @returns {Promise<{ id: number, cache: Tensors }>}
   */
  async function step(ids, past, cache) {
    const feeds = Object.fromEntries(wanted.map(([name, make]) => [name, make(ids, past)]))
    const results = await session.run({ ...feeds, ...cache })
    /** @type {Tensors} */
    const next = {}
    for (const { name } of pasts) {
      const present = results[name.replace('past_key_values', 'present')]
      if (present === undefined) throw new Error(`No output for ${name}`)
      next[name] = present
    }
    return { id: mostProbable(results['logits']), cache: next }
  }

  /**
   * Runs a prompt and keeps its cache, for every `generate` with one token more.
   * @param {readonly number[]} ids
   */
  async function fill(ids) {
    const { cache } = await step(ids, 0, emptyCache())
    kept = { ids, cache }
  }

  /**
   * @param {readonly number[]} promptIds
   * @param {number} newTokens
   */
  async function generate(promptIds, newTokens) {
    const isKept = kept?.ids.join() === promptIds.slice(0, -1).join()
    let past = isKept ? promptIds.length - 1 : 0
    let next = promptIds.slice(past)
    let cache = (isKept ? kept?.cache : undefined) ?? emptyCache()
    /** @type {number[]} */
    const ids = []
    let firstAt = 0
    while (ids.length < newTokens) {
      const result = await step(next, past, cache)
      past += next.length
      cache = result.cache
      next = [result.id]
      ids.push(result.id)
      if (ids.length === 1) firstAt = performance.now()
    }
    return { ids, msPerToken: (performance.now() - firstAt) / (newTokens - 1) }
  }

  return { fill, generate, close: () => session.release() }
}

/** @param {Tensor | undefined} logits Of shape [1, positions, vocabulary]. */
function mostProbable(logits) {
  const { data, dims } = logits ?? {}
  if (!(data instanceof Float32Array)) throw new Error('No logits')
  const last = data.subarray(data.length - (dims?.at(-1) ?? 0))
  let best = 0
  for (let id = 1; id < last.length; id++) if ((last[id] ?? 0) > (last[best] ?? 0)) best = id
  return best
}
