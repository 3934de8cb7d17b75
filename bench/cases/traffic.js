// @ts-check
/** P4 and P5: what goes between JavaScript and the place where a model computes, counted and not timed. */
import { alternate } from '../alternate.js'
import { hasAdapter, inGpuBrowser, openSides } from '../counted-sides.js'
import { unlessItFails } from '../problems.js'
import { toRow } from '../rows.js'
import { builtInModel, fixtureModels, narrowModel } from '../text-models.js'
import { workerCpuMs } from '../worker-cpu.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('../text-models.js').TextModel} TextModel */
/** @typedef {import('../counted-sides.js').Device} Device */
/** @typedef {import('../counted-sides.js').Machine} Machine */
/** @typedef {import('../counted-sides.js').Generate} Generate */
/** @typedef {import('../counted-sides.js').GpuBrowser} GpuBrowser */

/** Where the software adapter is the only one, attention over more than 32 tokens is wrong on the peer's side. */
const shortPrompt = 16
const longPrompt = { wasm: 256, webgpu: 64 }
/** What a token costs is the difference of two texts, one of which has so many more: what a text costs once is not in it. */
const [fewTokens, moreTokens] = [4, 12]
/** Counts are the same each time; the time on the CPU is not, but takes long where the GPU is emulated. */
const mostSamples = 3

/**
 * @param {Machine} machine
 * @returns {Promise<Row[]>}
 */
export async function decodeTraffic(machine) {
  if (!(await hasAdapter(machine))) {
    console.warn('Skipped: P4, for this browser has no adapter for WebGPU')
    return []
  }
  /** @type {Row[]} */
  const rows = []
  for (const model of [builtInModel, narrowModel]) {
    const work = () => inGpuBrowser(machine, (browser) => decodeRows(model, browser))
    rows.push(...((await unlessItFails(`P4, ${model.title}`, work)) ?? []))
  }
  return rows
}

/**
 * @param {Machine} machine
 * @returns {Promise<Row[]>}
 */
export async function prefillTraffic(machine) {
  const hasGpu = await hasAdapter(machine)
  if (!hasGpu) console.warn('Skipped: P5 on WebGPU, for this browser has no adapter for it')
  /** @type {Row[]} */
  const rows = []
  /** @type {Device[]} */
  const devices = hasGpu ? ['wasm', 'webgpu'] : ['wasm']
  for (const device of devices)
    for (const model of [builtInModel, ...fixtureModels, narrowModel]) {
      const work = () => inGpuBrowser(machine, (browser) => prefillRow(model, device, browser))
      const row = await unlessItFails(`P5, ${model.title}, ${device}`, work)
      if (row !== undefined) rows.push(row)
    }
  return rows
}

/**
 * @param {TextModel} model
 * @param {GpuBrowser} browser
 * @returns {Promise<Row[]>}
 */
async function decodeRows(model, { page, threads, samples, pids }) {
  const { ours, peer } = await openSides(model, 'webgpu', shortPrompt, { page, threads })
  const all = await pids()
  const count = Math.min(samples, mostSamples)
  const taken = await alternate(
    count,
    () => costOfToken(ours, all),
    () => costOfToken(peer, all),
  )
  if (taken.ours[0]?.ids.join() !== taken.peer[0]?.ids.join())
    console.warn(`  ${model.title}: on WebGPU, the sides do not write the same tokens`)
  /**
   * @param {string} what
   * @param {keyof Cost} key
   * @param {string} unit
   */
  const row = (what, key, unit) =>
    toRow({
      id: 'P4',
      case: `${what}, ${model.title}, WebGPU (Transformers.js)`,
      unit,
      ours: taken.ours.map(({ cost }) => cost[key]),
      peer: taken.peer.map(({ cost }) => cost[key]),
      // Less than one in all these tokens cannot be told from none.
      floor: key === 'cpuMs' ? 0 : 1 / (moreTokens - fewTokens),
    })
  const rows = [
    row('read back', 'bytesOut', 'bytes/token'),
    row('GPU buffers created', 'gpuBuffers', 'per token'),
    row('submits', 'gpuSubmits', 'per token'),
  ]
  if (workerCpuMs(all) !== undefined)
    return [...rows, row('CPU time of the workers', 'cpuMs', 'ms/token')]
  console.warn('  Skipped: the workers’ time on the CPU, which this system does not tell')
  return rows
}

/**
 * @typedef {object} Cost Of one more token.
 * @property {number} bytesOut
 * @property {number} gpuBuffers
 * @property {number} gpuSubmits
 * @property {number} cpuMs Of all workers; NaN where the system does not tell.
 *
 * @param {Generate} generate
 * @param {readonly number[]} pids
 */
async function costOfToken(generate, pids) {
  const cpuMs = () => workerCpuMs(pids) ?? NaN
  const startMs = cpuMs()
  const few = await generate(fewTokens)
  const middleMs = cpuMs()
  const more = await generate(moreTokens)
  const endMs = cpuMs()
  const each = (/** @type {number} */ difference) => difference / (moreTokens - fewTokens)
  /** @type {Cost} */
  const cost = {
    bytesOut: each(more.decode.bytesOut - few.decode.bytesOut),
    gpuBuffers: each(more.decode.gpuBuffers - few.decode.gpuBuffers),
    gpuSubmits: each(more.decode.gpuSubmits - few.decode.gpuSubmits),
    cpuMs: each(endMs - middleMs - (middleMs - startMs)),
  }
  return { ids: more.ids, cost }
}

/**
 * @param {TextModel} model
 * @param {Device} device
 * @param {GpuBrowser} browser
 * @returns {Promise<Row>}
 */
async function prefillRow(model, device, { page, threads }) {
  const { ours, peer, rowBytes } = await openSides(model, device, longPrompt[device], {
    page,
    threads,
  })
  const own = (await ours(2)).logitsBytes
  const other = (await peer(2)).logitsBytes
  const place = device === 'wasm' ? 'WASM' : 'WebGPU'
  return toRow({
    id: 'P5',
    case: `logits of a prompt of ${longPrompt[device]} tokens, ${model.title}, ${place} (Transformers.js)`,
    unit: 'bytes',
    ours: [own],
    peer: [other],
    // Who looks at them where they lie has copied nothing; in the ratio that counts as one position's.
    floor: rowBytes,
  })
}
