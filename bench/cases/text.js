// @ts-check
/** P1 to P3: milliseconds for a token, greedily, at several lengths of the context. */
import { join } from 'node:path'
import { elapsed } from '../../scripts/support/command.js'
import { alternate, warmUp } from '../alternate.js'
import { openNativeDecoder } from '../native-decoder.js'
import { unlessItFails } from '../problems.js'
import { median, toRow } from '../rows.js'
import { builtInModel, fixtureModels, largeModel, promptMaker } from '../text-models.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('../browser.js').BenchPage} BenchPage */
/** @typedef {import('../text-models.js').TextModel} TextModel */
/** @typedef {{ page: BenchPage, samples: number, threads: number }} Circumstances */
/** @typedef {{ ids: readonly number[], msPerToken: number }} Generated */
/** @typedef {{ context: number, ours: number[], peer: number[] }} Taken Milliseconds for a token. */

/**
 * One that our own is measured against. It reads the file that runs on our side.
 * @typedef {object} Peer
 * @property {string} name
 * @property {(ids: readonly number[]) => Promise<void>} fill Runs a prompt and keeps its cache.
 * @property {(ids: readonly number[], newTokens: number) => Promise<Generated>} generate
 * @property {() => Promise<void>} [close]
 *
 * @typedef {(model: TextModel, file: string) => Promise<Peer>} OpenPeer
 */

/** One ends the prefill, the other 24 are timed. */
const newTokens = 25

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function decodeOnWasm(circumstances) {
  return decodeRows('P1', 'Transformers.js', openTransformers(circumstances), circumstances)
}

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function decodeNatively(circumstances) {
  return decodeRows('P2', 'onnxruntime-node', openNative(circumstances), circumstances)
}

/**
 * How much more a token costs behind 2048 of them than behind 64, on either side. The short ones are measured before
 * and after the long ones, for the machine may be busier at one time than at another.
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function growthOfCost(circumstances) {
  const model = { ...largeModel, contexts: [64, 2048, 64] }
  const openPeer = openTransformers(circumstances)
  const taken = await measure('P3', model, openPeer, circumstances)
  const [before, long, after] = taken
  if (before === undefined || long === undefined || after === undefined) return []
  /** @param {'ours' | 'peer'} side */
  const growth = (side) => median(long[side]) / median([...before[side], ...after[side]])
  const row = toRow({
    id: 'P3',
    case: `cost of a token, context 2048 over 64, ${model.title} (Transformers.js)`,
    unit: '×',
    ours: [growth('ours')],
    peer: [growth('peer')],
  })
  return [{ ...row, samples: circumstances.samples }]
}

/** @param {Circumstances} circumstances @returns {OpenPeer} */
function openTransformers({ page, threads }) {
  return async ({ id }, file) => {
    await page.call('openPeer', { task: 'text-generation', model: id, file, threads })
    return {
      name: 'Transformers.js',
      fill: (ids) => page.call('fillPeer', ids),
      generate: (ids, count) => page.call('generatePeer', ids, count),
    }
  }
}

/** @param {Circumstances} circumstances @returns {OpenPeer} */
function openNative({ threads }) {
  return async ({ folder }, file) => ({
    name: 'onnxruntime-node',
    ...(await openNativeDecoder(join(folder, file), threads)),
  })
}

/**
 * @param {string} id
 * @param {string} peerName
 * @param {OpenPeer} openPeer
 * @param {Circumstances} circumstances
 */
async function decodeRows(id, peerName, openPeer, circumstances) {
  /** @type {Row[]} */
  const rows = []
  for (const model of [builtInModel, ...fixtureModels, largeModel]) {
    const work = () => measure(id, model, openPeer, circumstances)
    for (const { context, ours, peer } of (await unlessItFails(`${id}, ${model.title}`, work)) ??
      []) {
      const name = `decode, context ${context}, ${model.title} (${peerName})`
      rows.push(toRow({ id, case: name, unit: 'ms/token', ours, peer }))
    }
  }
  return rows
}

/**
 * Neither side runs its prompt in each sample: both keep its cache, of all tokens but the last.
 * @param {string} id
 * @param {TextModel} model
 * @param {OpenPeer} openPeer
 * @param {Circumstances} circumstances
 * @returns {Promise<Taken[]>} Without those that failed.
 */
async function measure(id, model, openPeer, { page, samples }) {
  const makePrompt = await promptMaker(model)
  const { file, runtime } = await page.call('openOurs', model.id)
  console.log(`  ${model.title}: ${file}, cache ${runtime.decoding?.cache ?? 'unknown'}`)
  const peer = await openPeer(model, file)
  /** @param {number} context */
  async function sidesAt(context) {
    const { text: prompt, ids } = makePrompt(context - 1)
    const continued = makePrompt(context).ids.slice(-1)
    await page.call('fillOurs', prompt)
    await peer.fill(ids)
    return /** @type {const} */ ([
      () => page.call('generateOurs', { prompt, continued, newTokens }),
      () => peer.generate([...ids, ...continued], newTokens),
    ])
  }
  try {
    await warmUp(...(await sidesAt(model.contexts[0] ?? 2)))
    /** @type {Taken[]} */
    const taken = []
    for (const context of model.contexts) {
      const found = await unlessItFails(`${id}, ${model.title}, context ${context}`, async () => {
        const sinceMs = performance.now()
        const runs = await alternate(samples, ...(await sidesAt(context)))
        expectSame(context, runs)
        const result = {
          context,
          ours: runs.ours.map(({ msPerToken }) => msPerToken),
          peer: runs.peer.map(({ msPerToken }) => msPerToken),
        }
        console.log(`    ${describe(result, peer.name)} (${elapsed(sinceMs)})`)
        return result
      })
      if (found !== undefined) taken.push(found)
    }
    return taken
  } finally {
    await peer.close?.()
    await page.call('close')
  }
}

/**
 * @param {Taken} taken
 * @param {string} peerName
 */
function describe({ context, ours, peer }, peerName) {
  const [own, other] = [median(ours), median(peer)]
  const both = `ours ${own.toFixed(2)}, ${peerName} ${other.toFixed(2)} ms/token`
  return `context ${context}: ${both}, ${(other / own).toFixed(2)}×`
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
