// @ts-check
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { elapsed, root } from './command.js'
import { execute, toolCommand } from './process.js'
import { countPlaywright, countVitest, noTests, oneFailure } from './test-counts.js'

/**
 * @typedef {import('./test-counts.js').Counts} Counts
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command
 * @property {Record<string, string>} [env]
 * @property {boolean} [live] Shows the output as it comes.
 * @property {{ file: string, count: (json: string) => Counts }} [report] Where a test runner leaves its
 *   account, relative to the repository. Other steps count only when they fail.
 *
 * @typedef {{ name: string, passed: boolean, counts: Counts }} StepOutcome
 */

const unitReport = '.vitrine/unit.json'
const endToEndReport = '.vitrine/end-to-end.json'

/** The longest first, so that the short ones fill the gaps. @returns {Step[]} */
export function unitSteps() {
  return [
    {
      name: 'unit tests',
      command: [
        ...toolCommand('vitest'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${unitReport}`,
      ],
      report: { file: unitReport, count: countVitest },
    },
  ]
}

/** @returns {Step[]} */
export function staticSteps() {
  return [
    { name: 'format', command: [...toolCommand('prettier'), '--check', '--log-level=warn', '.'] },
    {
      name: 'lint',
      command: [
        ...toolCommand('oxlint'),
        '--config=oxlint.config.js',
        '--type-aware',
        '--deny-warnings',
      ],
    },
    ...['pure', 'worker', 'offline', 'page', 'tools'].map((world) => ({
      name: `types: ${world}`,
      command: [...toolCommand('typescript', 'tsc'), '-p', `tsconfig.${world}.json`],
    })),
  ]
}

/** @returns {Step} */
export function buildStep() {
  return { name: 'build', command: [process.execPath, join(root, 'scripts/build.js')] }
}

/**
 * @param {string} executablePath The browser.
 * @returns {Step}
 */
export function endToEndStep(executablePath) {
  return {
    name: 'end-to-end tests',
    command: [...toolCommand('@playwright/test', 'playwright'), 'test'],
    env: { VITRINE_BROWSER: executablePath, VITRINE_E2E_REPORT: endToEndReport },
    live: true,
    report: { file: endToEndReport, count: countPlaywright },
  }
}

/**
 * Runs steps side by side and prints a line for each as it ends, with the output of those that failed.
 * @param {readonly Step[]} steps
 * @param {number} atOnce
 * @returns {Promise<StepOutcome[]>}
 */
export async function runSteps(steps, atOnce) {
  const waiting = [...steps]
  /** @type {StepOutcome[]} */
  const outcomes = []
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
      outcomes.push(await runStep(step))
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return outcomes
}

/**
 * @param {Step} step
 * @returns {Promise<StepOutcome>}
 */
async function runStep({ name, command, env = {}, live = false, report }) {
  const sinceMs = performance.now()
  // An account left by an earlier run would be taken for this one's.
  if (report !== undefined) rmSync(join(root, report.file), { force: true })
  const { status, output } = await execute(command, { env, live })
  const passed = status === 0
  console.log(`${passed ? '✓' : '✗'} ${name.padEnd(18)} ${elapsed(sinceMs).padStart(12)}`)
  if (!passed && output !== '') console.log(`\n${output.replace(/^/gm, '    ')}\n`)
  return { name, passed, counts: countsOf(report, passed) }
}

/**
 * @param {Step['report']} report
 * @param {boolean} passed
 * @returns {Counts} Never without a failure when the step failed.
 */
function countsOf(report, passed) {
  const counts = report === undefined ? noTests : readCounts(report)
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/**
 * @param {NonNullable<Step['report']>} report
 * @returns {Counts}
 */
function readCounts({ file, count }) {
  try {
    return count(readFileSync(join(root, file), 'utf8'))
  } catch {
    // A runner that wrote no account has not run its tests, whatever its exit status.
    return oneFailure
  }
}
