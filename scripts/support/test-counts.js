// @ts-check
/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} skippedNames So that nothing is left out in silence.
 * @property {string[]} unsteadyNames Those that passed, but not at once.
 *
 * @typedef {{ fullName: string, status: string }} VitestAssertion
 * @typedef {{ name: string, status: string, assertionResults: VitestAssertion[] }} VitestFile
 * @typedef {{ testResults: VitestFile[] }} VitestReport
 *
 * @typedef {{ projectName: string, status: 'expected' | 'unexpected' | 'flaky' | 'skipped',
 *   annotations: { type: string, description?: string }[] }} PlaywrightTest
 * @typedef {{ title: string, specs?: { title: string, tests: PlaywrightTest[] }[],
 *   suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ suites: PlaywrightSuite[], errors: unknown[] }} PlaywrightReport
 */

/** @type {Counts} */
export const noTests = { passed: 0, failed: 0, skipped: 0, skippedNames: [], unsteadyNames: [] }

/** One thing that went wrong without being a test: a failed check, a tool that did not start. */
export const oneFailure = { ...noTests, failed: 1 }

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function add(all) {
  return all.reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
      skippedNames: [...total.skippedNames, ...counts.skippedNames],
      unsteadyNames: [...total.unsteadyNames, ...counts.unsteadyNames],
    }),
    noTests,
  )
}

/**
 * @param {string} json What `vitest --reporter=json` wrote.
 * @returns {Counts} A file that broke before its first test counts as one failure.
 */
export function countVitest(json) {
  /** @type {VitestReport} */
  const { testResults } = JSON.parse(json)
  return add(
    testResults.map(({ status, assertionResults }) => {
      const having = (/** @type {string} */ wanted) =>
        assertionResults.filter((assertion) => assertion.status === wanted)
      const [passed, failed] = [having('passed').length, having('failed').length]
      const skipped = assertionResults.filter(
        (assertion) => assertion.status !== 'passed' && assertion.status !== 'failed',
      )
      return {
        passed,
        failed: status === 'failed' && failed === 0 ? 1 : failed,
        skipped: skipped.length,
        skippedNames: skipped.map(({ fullName }) => fullName.trim()),
        unsteadyNames: [],
      }
    }),
  )
}

/**
 * @param {string} json What Playwright's JSON reporter wrote.
 * @returns {Counts} An error outside every test counts as one failure.
 */
export function countPlaywright(json) {
  /** @type {PlaywrightReport} */
  const { suites, errors } = JSON.parse(json)
  return add([...suites.map(countSuite), ...errors.map(() => oneFailure)])
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {Counts}
 */
function countSuite({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ projectName, status, annotations }) => {
      const why = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
      const name = `${title} [${projectName}]${why === undefined ? '' : `: ${why}`}`
      return {
        passed: status === 'expected' || status === 'flaky' ? 1 : 0,
        failed: status === 'unexpected' ? 1 : 0,
        skipped: status === 'skipped' ? 1 : 0,
        skippedNames: status === 'skipped' ? [name] : [],
        unsteadyNames: status === 'flaky' ? [name] : [],
      }
    }),
  )
  return add([...own, ...suites.map(countSuite)])
}
