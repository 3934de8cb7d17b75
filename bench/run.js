// @ts-check
import { availableParallelism, cpus } from 'node:os'
import { elapsed } from '../scripts/support/command.js'
import { buildBenchSite, serveBench } from './bench-site.js'
import { launchBrowser, launchProfile, openBenchPage } from './browser.js'
import { classifyFrames } from './cases/camera.js'
import { agreeWithReference, classifyFiles } from './cases/pictures.js'
import { predictTables } from './cases/table.js'
import { decodeNatively, decodeOnWasm, growthOfCost } from './cases/text.js'
import { decodeTraffic, prefillTraffic } from './cases/traffic.js'
import { loadMemory } from './cases/load-memory.js'
import { warmStart } from './cases/warm-start.js'
import { firstPredictionBytes, usablePageBytes } from './cases/weight.js'
import { hasFixtures } from './fixtures.js'
import { peerVersions } from './peers.js'
import { allProblems, unlessItFails } from './problems.js'
import { builtInModel } from './text-models.js'

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{ executablePath: string, version: string }} FoundBrowser */

/** @typedef {{ executablePath: string, samples: number, threads: number }} Start */

/** @type {Record<string, (start: Start) => Promise<Row[]>>} In the order of the table. */
const measures = {
  P1: inOnePage(decodeOnWasm),
  P2: inOnePage(decodeNatively),
  P3: inOnePage(growthOfCost),
  P4: decodeTraffic,
  P5: prefillTraffic,
  P6a: inOnePage(classifyFiles),
  P6b: inOnePage(classifyFrames, [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ]),
  P7: inOnePage(agreeWithReference),
  P8: firstPredictionBytes,
  P9: usablePageBytes,
  P10: measureWarmStart,
  P11: measureLoadMemory,
  P12: measureTables,
}

export const ids = Object.keys(measures)

/**
 * What fails is said, leaves out its rows and makes the command fail; the rest is measured nevertheless.
 * @param {FoundBrowser} found
 * @param {{ only: readonly string[], samples: number }} options
 * @returns {Promise<{ rows: Row[], machine: string }>}
 */
export async function measureAll({ executablePath, version }, { only, samples }) {
  const isWanted = (/** @type {string[]} */ ...some) => some.some((id) => only.includes(id))
  const withText = isWanted('P1', 'P2', 'P3', 'P4', 'P5')
  if (!hasFixtures) sayWhatIsSkipped({ pictures: isWanted('P6a', 'P6b', 'P7'), text: withText })
  console.log('Building the site and the page that holds both sides…')
  await buildBenchSite({ withText, withLarge: isWanted('P11') })

  // As many as the product chooses: see src/runtime/choose-device.ts.
  const threads = Math.min(4, availableParallelism())
  /** @type {Row[]} */
  const rows = []
  for (const [id, measure] of Object.entries(measures).filter(([name]) => isWanted(name))) {
    const sinceMs = performance.now()
    console.log(id)
    rows.push(
      ...((await unlessItFails(id, () => measure({ executablePath, samples, threads }))) ?? []),
    )
    console.log(`  ${elapsed(sinceMs)}`)
  }
  const problems = allProblems()
  if (problems.length > 0) console.error(`\nNot measured:\n${problems.join('\n')}`)
  return { rows, machine: describeMachine(version, threads) }
}

/** @param {{ pictures: boolean, text: boolean }} wanted */
function sayWhatIsSkipped({ pictures, text }) {
  const why = 'whose fixtures do not lie beside the project'
  if (pictures) console.warn(`Skipped: P7, and MobileNetV2 in P6a and P6b, ${why}`)
  if (text) console.warn(`Skipped: stories260k in P1, P2 and P5, ${why}`)
}

/** @typedef {{ page: import('./browser.js').BenchPage, samples: number, threads: number }} InPage */

/**
 * With both sides in one page.
 * @param {(circumstances: InPage) => Promise<Row[]>} measure
 * @param {readonly string[]} [browserArgs]
 * @returns {(start: Start) => Promise<Row[]>}
 */
function inOnePage(measure, browserArgs = []) {
  return async ({ executablePath, samples, threads }) => {
    const server = await serveBench()
    const browser = await launchBrowser(executablePath, browserArgs)
    try {
      const page = await openBenchPage(browser, server.url)
      const { runtime } = await page.call('openOurs', builtInModel.id)
      if (runtime.threads !== threads) throw new Error(`${runtime.threads} threads, not ${threads}`)
      return await measure({ page, samples, threads })
    } finally {
      await browser.close()
      await server.close()
    }
  }
}

/** @param {Start} start */
async function measureWarmStart({ executablePath, samples, threads }) {
  const server = await serveBench()
  const context = await launchProfile(executablePath)
  try {
    return await warmStart({ context, url: server.url, samples, threads })
  } finally {
    await context.close()
    await server.close()
  }
}

/** @param {Start} start */
async function measureLoadMemory({ executablePath, threads }) {
  const server = await serveBench()
  try {
    const launch = () => launchProfile(executablePath)
    return await loadMemory({ launch, url: server.url, threads })
  } finally {
    await server.close()
  }
}

/** @param {Start} start */
async function measureTables({ executablePath, samples, threads }) {
  const server = await serveBench()
  const browser = await launchBrowser(executablePath)
  try {
    return await predictTables({ browser, url: server.url, samples, threads })
  } finally {
    await browser.close()
    await server.close()
  }
}

/**
 * @param {string} browser
 * @param {number} threads
 */
function describeMachine(browser, threads) {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const system = `${process.platform} ${process.arch}, Node ${process.versions.node}`
  return `${availableParallelism()} cores (${model}), ${system}, ${browser}, WASM with ${threads} threads on both sides, against ${peerVersions()}.`
}
