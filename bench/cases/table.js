// @ts-check
/** P12: a file of 100,000 rows, to a prediction for each, against the same rows one at a time. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/support/command.js'
import { siteDir } from '../bench-site.js'
import { openBenchPage } from '../browser.js'
import { alternate } from '../alternate.js'
import { writeBoostedTrees } from '../generated-tables.js'
import { unlessItFails } from '../problems.js'
import { median, toRow } from '../rows.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('../browser.js').BenchPage} BenchPage */
/** @typedef {import('../../src/protocol/table-manifests.ts').TabularClassificationManifest} TableManifest */
/** @typedef {{ browser: Pick<import('playwright-core').Browser, 'newPage'>, url: string, samples: number, threads: number }} Circumstances */

const rows = 100_000
/** One at a time, of which 100,000 would take minutes; what these take is multiplied. */
const sampled = 2_000
/** Behind what the engine still remembers when the file begins anew, and before what it remembers when it has ended. */
const firstSampled = rows / 2
const spread = rows * 0.4

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function predictTables(circumstances) {
  const base = 'bench/models/boosted-trees/'
  const models = [
    { title: 'built-in', which: 'penguins' },
    { title: 'generated', which: writeBoostedTrees(join(siteDir, base), base) },
  ]
  /** @type {Row[]} */
  const measured = []
  for (const { title, which } of models) {
    const found = await unlessItFails(`P12, ${title}`, () => predict(title, which, circumstances))
    measured.push(...(found ?? []))
  }
  return measured
}

/**
 * @param {string} title
 * @param {string | TableManifest} which
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
async function predict(title, which, { browser, url, samples, threads }) {
  if (typeof which === 'string' && !existsSync(join(root, 'public/models', which))) {
    throw new Error(`The site has no demo “${which}”`)
  }
  const { page, call } = await openBenchPage(browser, url)
  try {
    const own = await call('openTables', which, threads)
    const megabytes = ((await call('makeTable', rows)) / 1e6).toFixed(1)
    console.log(`  ${title}: ${rows} rows, ${megabytes} MB, ${own} threads`)
    let turn = 0
    const taken = await alternate(
      samples,
      () => call('runTableFile'),
      async () => {
        const start = firstSampled + ((turn++ * sampled) % spread)
        return {
          engine: await call('runTableRows', start, sampled),
          bare: await call('runBareTableRows', start, sampled),
        }
      },
    )
    const memory = await call('tableMemory')
    sayMore(taken.ours, memory)
    checkWork(taken)
    const ours = taken.ours.map(({ totalMs }) => totalMs / 1000)
    const name = `${rows / 1000},000 rows, ${megabytes} MB of CSV, ${title}`
    /** @param {'engine' | 'bare'} side @param {string} peer */
    const row = (side, peer) =>
      toRow({
        id: 'P12',
        case: `${name} (${peer})`,
        unit: 's',
        ours,
        peer: taken.peer.map((runs) => (runs[side].rowMs * rows) / 1000),
      })
    const longTasks = toRow({
      id: 'P12',
      case: `tasks of the page over 50 ms meanwhile, ${title}`,
      unit: 'a file',
      ours: taken.ours.map(({ longTasksMs }) => longTasksMs.length),
      peer: [],
    })
    if (longTasks.ours > 0) {
      await unlessItFails(`P12, ${title}`, () =>
        Promise.reject(new Error('The page could not answer for more than 50 ms at a time')),
      )
    }
    return [row('engine', 'row by row'), row('bare', 'row by row, onnxruntime-web'), longTasks]
  } finally {
    await call('closeTables').catch(() => {})
    await page.close()
  }
}

/**
 * @param {readonly import('../page/tables.ts').FileRun[]} runs
 * @param {{ page: number, workers: number }} memory
 */
function sayMore(runs, memory) {
  const stage = (/** @type {(run: typeof runs[number]) => number} */ pick) =>
    median(runs.map(pick)).toFixed(0)
  const prepare = stage(({ prepareMs }) => prepareMs)
  const rest = stage(({ totalMs, prepareMs, runMs }) => totalMs - prepareMs - runMs)
  console.log(`  read ${prepare}, run ${stage(({ runMs }) => runMs)}, rest ${rest} ms`)
  const longTasks = runs.map(({ longTasksMs }) => longTasksMs.join(' + ') || 'none')
  console.log(`  tasks of the page over 50 ms, file by file: ${longTasks.join(', ')}`)
  const inMegabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0)
  console.log(
    `  memory: page ${inMegabytes(memory.page)} MB, its workers ${inMegabytes(memory.workers)} MB`,
  )
}

/**
 * Sides that do not do the same are not compared.
 * @param {{ ours: readonly import('../page/tables.ts').FileRun[], peer: readonly Record<'engine' | 'bare', import('../page/tables.ts').RowsRun>[] }} taken
 */
function checkWork({ ours, peer }) {
  const fileFromCache = Math.max(...ours.map((run) => run.fromCache))
  const rowsFromCache = Math.max(...peer.map(({ engine }) => engine.fromCache))
  const badRows = Math.max(...ours.map((run) => run.badRows))
  const different = Math.max(
    ...peer.flatMap(({ engine, bare }) => [engine.different, bare.different]),
  )
  if (badRows > 0) throw new Error(`${badRows} rows of the file are bad`)
  if (different > 0) throw new Error(`${different} rows got another class than in the file`)
  // In made-up rows of few columns some are alike.
  if (fileFromCache > rows / 100 || rowsFromCache > sampled / 100)
    throw new Error(`${fileFromCache} and ${rowsFromCache} rows came out of the cache`)
}
