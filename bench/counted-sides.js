// @ts-check
/** Both sides in a browser that has WebGPU, with everything that goes in and out of a model counted. */
import { serveBench } from './bench-site.js'
import { launchBrowser, openBenchPage } from './browser.js'
import { promptMaker, vocabularySize } from './text-models.js'

/** @typedef {import('./browser.js').BenchPage} BenchPage */
/** @typedef {import('./text-models.js').TextModel} TextModel */
/** @typedef {import('./page/results.ts').CountedText} CountedText */
/** @typedef {'wasm' | 'webgpu'} Device */
/** @typedef {{ executablePath: string, threads: number, samples: number }} Machine */
/** @typedef {(newTokens: number) => Promise<CountedText>} Generate */
/** @typedef {Machine & { page: BenchPage, pids: () => Promise<number[]> }} GpuBrowser */

/**
 * One of its own, for a software adapter that fails takes the browser's whole GPU along.
 * @template T
 * @param {Machine} machine
 * @param {(browser: GpuBrowser) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inGpuBrowser(machine, work) {
  const server = await serveBench()
  const browser = await launchBrowser(machine.executablePath, ['--enable-unsafe-webgpu'])
  try {
    const page = await openBenchPage(browser, server.url)
    const session = await browser.newBrowserCDPSession()
    const pids = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      return processInfo.map((process) => process.id)
    }
    return await work({ ...machine, page, pids })
  } finally {
    await browser.close()
    await server.close()
  }
}

/** @param {Machine} machine */
export function hasAdapter(machine) {
  return inGpuBrowser(machine, ({ page }) =>
    page.page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null),
  )
}

/**
 * @param {TextModel} model
 * @param {Device} device
 * @param {number} context
 * @param {{ page: BenchPage, threads: number }} browser
 */
export async function openSides(model, device, context, { page, threads }) {
  const { file, commonFile, runtime } = await page.call('openOurs', model.id, device)
  if (runtime.provider !== device) throw new Error(`It runs on ${runtime.provider}, not ${device}`)
  // What was made for a GPU and for recording, the peer does not feed.
  const peerFile = device === 'webgpu' ? commonFile : file
  const setup = /** @type {const} */ ({ task: 'text-generation', model: model.id, threads })
  await page.call('openPeer', { ...setup, file: peerFile, device })
  const { cache, captured } = runtime.decoding ?? {}
  const where = `${device}, cache ${cache}${captured ? ', captured' : ''}`
  console.log(`  ${model.title}: ours ${file}, ${where}; Transformers.js ${peerFile}`)

  const { ids, text: prompt } = (await promptMaker(model))(context)
  return {
    /** @type {Generate} */
    ours: (newTokens) => page.call('generateOursCounted', { prompt, newTokens }),
    /** @type {Generate} */
    peer: (newTokens) => page.call('generatePeerCounted', ids, newTokens),
    rowBytes: vocabularySize(model) * 4,
  }
}
