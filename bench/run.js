// @ts-check
import { availableParallelism, cpus } from 'node:os'
import { buildBenchSite, serveBench } from './bench-site.js'
import { launchBrowser, launchProfile, openBenchPage } from './browser.js'
import { agreeWithReference, classifyFiles } from './cases/pictures.js'
import { decodeNatively, decodeOnWasm } from './cases/text.js'
import { loadMemory } from './cases/load-memory.js'
import { warmStart } from './cases/warm-start.js'
import { firstPredictionBytes, usablePageBytes } from './cases/weight.js'
import { hasFixtures } from './fixtures.js'
import { peerVersions } from './peers.js'

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {{ executablePath: string, version: string }} FoundBrowser */

/** What is measured with both sides in one page. */
const timed = {
  P1: decodeOnWasm,
  P2: decodeNatively,
  P6a: classifyFiles,
  P7: agreeWithReference,
}
/** What is counted, each in a browser of its own with an empty cache. */
const counted = { P8: firstPredictionBytes, P9: usablePageBytes }

/** What begins with a browser of its own. */
const started = {
  P10: measureWarmStart,
  P11: measureLoadMemory,
}

export const ids = [...Object.keys(timed), ...Object.keys(counted), ...Object.keys(started)]

/**
 * @param {FoundBrowser} found
 * @param {{ only: readonly string[], samples: number }} options
 * @returns {Promise<{ rows: Row[], machine: string }>}
 */
export async function measureAll({ executablePath, version }, { only, samples }) {
  if (!hasFixtures && only.some((id) => id === 'P6a' || id === 'P7'))
    console.warn(
      'Skipped: P7, and MobileNetV2 in P6a, whose fixtures do not lie beside the project',
    )
  console.log('Building the site and the page that holds both sides…')
  await buildBenchSite({ withLarge: only.includes('P11') })

  // As many as the product chooses: see src/runtime/choose-device.ts.
  const threads = Math.min(4, availableParallelism())
  /** @type {Row[]} */
  const rows = []
  for (const [id, measure] of Object.entries(timed).filter(([name]) => only.includes(name))) {
    console.log(id)
    const server = await serveBench()
    const browser = await launchBrowser(executablePath)
    try {
      const page = await openBenchPage(browser, server.url)
      const runtime = await page.call('openOurs', 'stories')
      if (runtime.threads !== threads) throw new Error(`${runtime.threads} threads, not ${threads}`)
      rows.push(...(await measure({ page, samples, threads })))
    } finally {
      await browser.close()
      await server.close()
    }
  }
  for (const [id, measure] of Object.entries(counted).filter(([name]) => only.includes(name))) {
    console.log(id)
    rows.push(...(await measure({ executablePath, threads })))
  }
  for (const [id, measure] of Object.entries(started).filter(([name]) => only.includes(name))) {
    console.log(id)
    rows.push(...(await measure({ executablePath, samples, threads })))
  }
  return { rows, machine: describeMachine(version, threads) }
}

/** @typedef {{ executablePath: string, samples: number, threads: number }} Start */

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

/**
 * @param {string} browser
 * @param {number} threads
 */
function describeMachine(browser, threads) {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const system = `${process.platform} ${process.arch}, Node ${process.versions.node}`
  return `${availableParallelism()} cores (${model}), ${system}, ${browser}, WASM with ${threads} threads on both sides, against ${peerVersions()}.`
}
