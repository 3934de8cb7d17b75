// @ts-check
import { availableParallelism } from 'node:os'
import { Advice, elapsed, parse, report } from '../support/command.js'
import { ensureInstalled } from '../support/install.js'
import { provideBrowser } from '../support/provide-browser.js'
import { add, oneFailure } from '../support/test-counts.js'
import { buildStep, endToEndStep, runSteps, staticSteps, unitSteps } from '../support/test-steps.js'

/** @typedef {import('../support/test-steps.js').StepOutcome} StepOutcome */

const usage = `npm test                everything: types, lint, format, unit tests, build, end-to-end tests
npm test -- --static    types, lint and format alone
npm test -- --unit      the unit tests alone
npm test -- --e2e       build and end-to-end tests alone; parts can be combined`

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const sinceMs = performance.now()
    const parts = partsOf(args)
    await ensureInstalled()
    const outcomes = await runParts(parts)
    const { passed, failed, skipped, skippedNames, unsteadyNames } = add(
      outcomes.map(({ counts }) => counts),
    )
    const broken = outcomes.filter((outcome) => !outcome.passed).map(({ name }) => name)
    console.log()
    for (const name of skippedNames) console.log(`skipped: ${name}`)
    for (const name of unsteadyNames) console.log(`passed only when run again: ${name}`)
    console.log(
      broken.length === 0
        ? `All is well after ${elapsed(sinceMs)}.`
        : `Not in order after ${elapsed(sinceMs)}: ${broken.join(', ')}. The output is above.`,
    )
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
    if (broken.length > 0) process.exitCode = 1
  })
}

/**
 * @param {{ static: boolean, unit: boolean, e2e: boolean }} parts
 * @returns {Promise<StepOutcome[]>}
 */
async function runParts(parts) {
  // A browser may have to be downloaded, which takes as long as the checks do: both at once.
  const browser = parts.e2e ? provideBrowser().catch(asAdvice) : undefined
  const steps = [
    ...(parts.unit ? unitSteps() : []),
    ...(parts.e2e ? [buildStep()] : []),
    ...(parts.static ? staticSteps() : []),
  ]
  const outcomes = await runSteps(steps, Math.max(2, availableParallelism()))
  if (browser === undefined) return outcomes

  const found = await browser
  const name = 'end-to-end tests'
  if (found instanceof Advice) {
    console.log(`✗ ${name}\n\n    ${found.message}`)
    return [...outcomes, { name, passed: false, counts: oneFailure }]
  }
  if (outcomes.some((outcome) => outcome.name === buildStep().name && !outcome.passed)) {
    console.log(`✗ ${name} did not run: there is no site to test.`)
    return [...outcomes, { name, passed: false, counts: oneFailure }]
  }
  console.log(`\nEnd-to-end tests in ${found.version} (${found.executablePath})`)
  // Alone, because they hold the page to reacting while the machine is busy with a model.
  return [...outcomes, ...(await runSteps([endToEndStep(found.executablePath)], 1))]
}

/**
 * @param {readonly string[]} args
 */
function partsOf(args) {
  const option = /** @type {const} */ ({ type: 'boolean', default: false })
  const options = { static: option, unit: option, e2e: option }
  const { values } = parse({ args: [...args], options }, usage)
  const { static: checks, unit, e2e } = values
  const all = !checks && !unit && !e2e
  return { static: all || checks, unit: all || unit, e2e: all || e2e }
}

/**
 * @param {unknown} error
 * @returns {Advice}
 */
function asAdvice(error) {
  if (error instanceof Advice) return error
  throw error
}
