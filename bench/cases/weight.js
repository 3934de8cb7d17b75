// @ts-check
/** P8 and P9: what has to be downloaded, as a host that compresses with gzip would send it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serveStatic } from '../../hosting/static-server.js'
import { launchBrowser, openBenchPage } from '../browser.js'
import { buildSplitSite, serveBench, siteDir } from '../bench-site.js'
import { toRow } from '../rows.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('../../hosting/static-server.js').StaticServer} StaticServer */
/** @typedef {{ executablePath: string, threads: number }} Machine */

/** What the service worker fetches for later, behind the visitor's back, is no part of the way to a first prediction. */
const withoutOffline = /** @type {const} */ ({ serviceWorkers: 'block' })

/**
 * @param {Machine} machine
 * @returns {Promise<Row[]>}
 */
export async function firstPredictionBytes({ executablePath, threads }) {
  const peer = await peerBytes({ executablePath, threads })
  const webgpu = await ourBytes(executablePath, 'WebGPU', ['--enable-unsafe-webgpu'])
  const wasm = await ourBytes(executablePath, 'WASM', [])
  if (webgpu === undefined) console.warn('Skipped: P8 with WebGPU, for this browser has no adapter')
  const unit = 'MB gzip'
  return [
    ...(webgpu === undefined ? [] : [{ name: 'with WebGPU', bytes: webgpu }]),
    { name: 'without WebGPU', bytes: wasm ?? Number.NaN },
  ].map(({ name, bytes }) =>
    toRow({
      id: 'P8',
      case: `first prediction, weights apart, ${name}`,
      unit,
      ours: [bytes / 1e6],
      peer: [peer / 1e6],
    }),
  )
}

/**
 * @param {Machine} machine
 * @returns {Promise<Row[]>}
 */
export async function usablePageBytes({ executablePath }) {
  const whole = await scripts(executablePath, siteDir)
  const split = await scripts(executablePath, await buildSplitSite())
  const isLibrary = (/** @type {string} */ path) => path.includes('libraries')
  const row = (/** @type {string} */ name, /** @type {number} */ bytes) =>
    toRow({ id: 'P9', case: name, unit: 'kB gzip', ours: [bytes / 1e3], peer: [] })
  return [
    row(
      'script before the page can be used',
      sum(whole, () => true),
    ),
    row(
      'of which our own',
      sum(split, (path) => !isLibrary(path)),
    ),
    row('of which libraries', sum(split, isLibrary)),
  ]
}

/**
 * The first words of a text, by the page itself. Nothing when the page runs elsewhere than wanted.
 * @param {string} executablePath
 * @param {'WebGPU' | 'WASM'} runtime
 * @param {readonly string[]} args
 */
async function ourBytes(executablePath, runtime, args) {
  const server = await serveStatic({ root: siteDir })
  const browser = await launchBrowser(executablePath, args)
  try {
    const page = await browser.newPage(withoutOffline)
    await page.goto(`${server.url}?model=stories`)
    await page.getByRole('spinbutton', { name: 'Max new tokens' }).fill('1')
    await page.getByRole('textbox', { name: 'Prompt' }).fill('Once')
    await page.getByRole('button', { name: 'Generate' }).click()
    await page.getByText(/^It has written/).waitFor({ timeout: 120_000 })
    const badge = await page.getByRole('status', { name: 'Runtime' }).textContent()
    if (!badge?.includes(runtime)) return undefined
    return sum(gzipSizes(server, siteDir), (path) => !path.startsWith('models/'))
  } finally {
    await browser.close()
    await server.close()
  }
}

/**
 * Transformers.js loads the same build of its runtime on either device.
 * @param {Machine} machine
 */
async function peerBytes({ executablePath, threads }) {
  const server = await serveBench()
  const browser = await launchBrowser(executablePath)
  try {
    const { call } = await openBenchPage(browser, server.url)
    await call('openPeer', { task: 'text-generation', model: 'stories', threads })
    await call('generatePeer', [0], 2)
    return sum(gzipSizes(server, siteDir), (path) => path.startsWith('bench/transformers/'))
  } finally {
    await browser.close()
    await server.close()
  }
}

/**
 * @param {string} executablePath
 * @param {string} root
 * @returns {Promise<Map<string, number>>} The scripts that the list of demos asks for.
 */
async function scripts(executablePath, root) {
  const server = await serveStatic({ root })
  const browser = await launchBrowser(executablePath)
  try {
    const page = await browser.newPage(withoutOffline)
    await page.goto(server.url)
    await page.getByRole('navigation', { name: 'Demos' }).getByRole('link').first().waitFor()
    const sizes = gzipSizes(server, root)
    return new Map([...sizes].filter(([path]) => path.endsWith('.js')))
  } finally {
    await browser.close()
    await server.close()
  }
}

/**
 * @param {StaticServer} server
 * @param {string} root
 * @returns {Map<string, number>} Each file that was asked for, once.
 */
function gzipSizes({ requests }, root) {
  const paths = requests
    .filter(({ status }) => status === 200)
    .map(({ path }) => path.slice(1).replace(/\?.*/, '') || 'index.html')
  return new Map(paths.map((path) => [path, gzipSync(readFileSync(join(root, path))).length]))
}

/**
 * @param {ReadonlyMap<string, number>} sizes
 * @param {(path: string) => boolean} counts
 */
function sum(sizes, counts) {
  let total = 0
  for (const [path, size] of sizes) if (counts(path)) total += size
  return total
}
