// @ts-check
/** P11: the most memory that loading a large model takes, as a multiple of its file. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBenchPage } from '../browser.js'
import { largeModel } from '../large-model.js'
import { toRow } from '../rows.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const samples = 3

/**
 * @param {{ launch: () => Promise<BrowserContext>, url: string, threads: number }} circumstances Each launch has a
 *   new profile on disk: a private window would keep the stored file in memory.
 * @returns {Promise<Row[]>}
 */
export async function loadMemory({ launch, url, threads }) {
  if (process.platform !== 'linux') {
    console.warn('Skipped: P11, which reads the memory of processes where Linux shows it')
    return []
  }
  const setup = /** @type {const} */ ({ task: 'image-classification', model: 'large', threads })
  /** @type {number[]} */
  const ours = []
  /** @type {number[]} */
  const peer = []
  for (let i = 0; i < samples; i++) {
    ours.push(await peakOf(launch, url, ({ call }) => call('openLarge', largeModel.manifest())))
    peer.push(await peakOf(launch, url, ({ call }) => call('openPeer', setup)))
  }
  const sizeMegabytes = Math.round(largeModel.dataBytes / 1e6)
  return [
    toRow({
      id: 'P11',
      case: `peak while a ${sizeMegabytes} MB model loads (Transformers.js)`,
      unit: '× file',
      ours: ours.map((bytes) => bytes / largeModel.dataBytes),
      peer: peer.map((bytes) => bytes / largeModel.dataBytes),
    }),
  ]
}

/**
 * All processes of a browser that has seen nothing yet: over what they had with an empty page.
 * @param {() => Promise<BrowserContext>} launch
 * @param {string} url
 * @param {(page: import('../browser.js').BenchPage) => Promise<unknown>} load
 * @returns {Promise<number>} Bytes.
 */
async function peakOf(launch, url, load) {
  const context = await launch()
  try {
    const opened = await openBenchPage(context, url)
    const session = await browserSession(context)
    const memory = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      return processInfo.reduce((sum, { id }) => sum + residentBytes(id), 0)
    }
    const before = await memory()
    let peak = before
    const loaded = new AbortController()
    const watching = (async () => {
      while (!loaded.signal.aborted) {
        peak = Math.max(peak, await memory())
        await sleep(25)
      }
    })()
    await load(opened).finally(() => loaded.abort())
    await watching
    return Math.max(peak, await memory()) - before
  } finally {
    await context.close()
  }
}

/** @param {BrowserContext} context */
function browserSession(context) {
  const browser = context.browser()
  if (browser === null) throw new Error('A profile without a browser')
  return browser.newBrowserCDPSession()
}

/**
 * The proportional set size: pages that several processes share count once in all.
 * @param {number} pid
 */
function residentBytes(pid) {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024
  } catch {
    // It has ended in between.
    return 0
  }
}
