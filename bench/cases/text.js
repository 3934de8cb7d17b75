// @ts-check
/** P1 and P2: milliseconds for a token, greedily, at several lengths of the context. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/support/command.js'
import { alternate, warmUp } from '../alternate.js'
import { openNativeDecoder } from '../native-decoder.js'
import { promptOfLength } from '../prompt.js'
import { toRow } from '../rows.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('../browser.js').BenchPage} BenchPage */
/** @typedef {{ page: BenchPage, samples: number, threads: number }} Circumstances */
/** @typedef {{ ids: readonly number[], msPerToken: number }} Generated */

const model = 'stories'
const modelDir = join(root, 'public/models', model)
/** The built-in model reads 512 tokens, prompt and continuation together. */
const contexts = [16, 256, 448]
/** One ends the prefill, the other 24 are timed. */
const newTokens = 25

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function decodeOnWasm({ page, samples, threads }) {
  await page.call('openPeer', { task: 'text-generation', model, threads })
  /** @param {readonly number[]} ids */
  const peer = (ids) => page.call('generatePeer', ids, newTokens)
  return measure('P1', 'Transformers.js, WASM', { page, samples, peer })
}

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function decodeNatively({ page, samples, threads }) {
  const decoder = await openNativeDecoder(join(modelDir, 'onnx/model.onnx'), threads)
  try {
    /** @param {readonly number[]} ids */
    const peer = (ids) => decoder.generate(ids, newTokens)
    return await measure('P2', 'onnxruntime-node', { page, samples, peer })
  } finally {
    await decoder.close()
  }
}

/**
 * @param {string} id
 * @param {string} peerName
 * @param {{ page: BenchPage, samples: number, peer: (ids: readonly number[]) => Promise<Generated> }} sides
 */
async function measure(id, peerName, { page, samples, peer }) {
  const encode = await loadEncoder()
  await page.call('openOurs', model)
  /** @param {number} context */
  const sides = (context) => {
    const prompt = promptOfLength(encode, context)
    const promptIds = encode(prompt)
    return /** @type {const} */ ([
      () => page.call('generateOurs', prompt, newTokens),
      () => peer(promptIds),
    ])
  }
  await warmUp(...sides(contexts[0] ?? 1))
  /** @type {Row[]} */
  const rows = []
  for (const context of contexts) {
    const taken = await alternate(samples, ...sides(context))
    expectSame(context, taken)
    const ours = taken.ours.map(({ msPerToken }) => msPerToken)
    const others = taken.peer.map(({ msPerToken }) => msPerToken)
    const name = `decode, context ${context} (${peerName})`
    rows.push(toRow({ id, case: name, unit: 'ms/token', ours, peer: others }))
  }
  await page.call('close')
  return rows
}

/**
 * Times of different work compare nothing.
 * @param {number} context
 * @param {{ ours: readonly (Generated & { promptTokens: number })[], peer: readonly Generated[] }} taken
 */
function expectSame(context, { ours, peer }) {
  for (const { promptTokens } of ours)
    if (promptTokens !== context) throw new Error(`${promptTokens} prompt tokens, not ${context}`)
  const [first = [], ...others] = [...ours, ...peer].map(({ ids }) => ids)
  const different = others.find((ids) => ids.join() !== first.join())
  if (different !== undefined || first.length !== newTokens)
    throw new Error(
      `At context ${context}, the sides do not write the same ${newTokens} tokens:\n${first.join()}\n${different?.join() ?? ''}`,
    )
}

export async function loadEncoder() {
  const { Tokenizer } = await import('@huggingface/tokenizers')
  const read = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(modelDir, name), 'utf8'))
  const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'))
  return (/** @type {string} */ text) => tokenizer.encode(text).ids
}
