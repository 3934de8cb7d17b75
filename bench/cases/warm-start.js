// @ts-check
/** P10: a page that is opened again, with the weights kept from the visit before. */
import { alternate } from '../alternate.js'
import { openBenchPage } from '../browser.js'
import { toRow } from '../rows.js'
import { builtInModel, loadEncoder } from '../text-models.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const model = builtInModel.id
const prompt = 'One day, a little fish'
/** The peer's figure is a difference of two calls of its streamer, so it writes two. */
const newTokens = 2

/**
 * Each sample is a page of its own in one profile, from the call that opens the model to its second token. The page
 * and its scripts are there by then, on both sides.
 * @param {{ context: BrowserContext, url: string, samples: number, threads: number }} circumstances
 * @returns {Promise<Row[]>}
 */
export async function warmStart({ context, url, samples, threads }) {
  const promptIds = (await loadEncoder(builtInModel.folder))(prompt)
  const setup = /** @type {const} */ ({ task: 'text-generation', model, threads, cached: true })
  const ours = () =>
    inFreshPage(context, url, ({ call }) => call('startOurs', model, prompt, newTokens))
  const peer = () =>
    inFreshPage(context, url, ({ call }) => call('startPeer', setup, promptIds, newTokens))
  // The first round, which is not counted, is the visit before.
  const taken = await alternate(samples, ours, peer)
  return [
    toRow({
      id: 'P10',
      case: 'opened again, to the first words (Transformers.js)',
      unit: 'ms',
      ours: taken.ours,
      peer: taken.peer,
    }),
  ]
}

/**
 * @template T
 * @param {BrowserContext} context
 * @param {string} url
 * @param {(page: import('../browser.js').BenchPage) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inFreshPage(context, url, work) {
  const opened = await openBenchPage(context, url)
  try {
    return await work(opened)
  } finally {
    await opened.page.close()
  }
}
