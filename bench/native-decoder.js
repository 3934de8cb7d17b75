// @ts-check
/** onnxruntime-node with the loop that everybody writes: what comes out of one run goes into the next. */
import { loadNativeRuntime } from './peers.js'

/**
 * @param {string} path Of a decoder as Hugging Face exporters write it, without `position_ids`.
 * @param {number} threads
 */
export async function openNativeDecoder(path, threads) {
  const ort = loadNativeRuntime()
  const session = await ort.InferenceSession.create(path, { intraOpNumThreads: threads })
  const caches = session.inputMetadata.flatMap((input) => {
    if (!input.isTensor || !input.name.startsWith('past_key_values.')) return []
    const shape = input.shape.map((size, i) => (i === 0 ? 1 : typeof size === 'number' ? size : 0))
    return [{ past: input.name, present: input.name.replace('past_key_values', 'present'), shape }]
  })

  /**
   * @param {readonly number[]} promptIds
   * @param {number} newTokens
   */
  async function generate(promptIds, newTokens) {
    /** @type {Record<string, import('onnxruntime-common').Tensor>} */
    const feeds = {}
    for (const { past, shape } of caches)
      feeds[past] = new ort.Tensor('float32', new Float32Array(0), shape)
    /** @type {number[]} */
    const ids = []
    let next = [...promptIds]
    let total = 0
    let firstAt = 0
    while (ids.length < newTokens) {
      total += next.length
      const mask = new BigInt64Array(total).fill(1n)
      feeds['input_ids'] = new ort.Tensor('int64', BigInt64Array.from(next, BigInt), [
        1,
        next.length,
      ])
      feeds['attention_mask'] = new ort.Tensor('int64', mask, [1, total])
      const results = await session.run(feeds)
      for (const { past, present } of caches) {
        const cache = results[present]
        if (cache === undefined) throw new Error(`No output ${present}`)
        feeds[past] = cache
      }
      const id = mostProbable(results['logits'])
      ids.push(id)
      next = [id]
      if (ids.length === 1) firstAt = performance.now()
    }
    return { ids, msPerToken: (performance.now() - firstAt) / (newTokens - 1) }
  }

  return { generate, close: () => session.release() }
}

/** @param {import('onnxruntime-common').Tensor | undefined} logits Of shape [1, positions, vocabulary]. */
function mostProbable(logits) {
  const { data, dims } = logits ?? {}
  if (!(data instanceof Float32Array)) throw new Error('No logits')
  const last = data.subarray(data.length - (dims?.at(-1) ?? 0))
  let best = 0
  for (let id = 1; id < last.length; id++) if ((last[id] ?? 0) > (last[best] ?? 0)) best = id
  return best
}
