// @ts-check
/** What could not be measured is said at once and when all is done, and the rest goes on: it takes many minutes. */

/** @type {string[]} */
const problems = []

/**
 * @template T
 * @param {string} what Such as "P1, context 16".
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>} Nothing where it failed.
 */
export async function unlessItFails(what, work) {
  try {
    return await work()
  } catch (error) {
    const first = error instanceof Error ? error.message : String(error)
    // What a trap in WebAssembly says can be pages long.
    const problem = `${what}: ${first.slice(0, 1000)}`
    console.error(`  Failed: ${problem}`)
    problems.push(problem)
    process.exitCode = 1
    return undefined
  }
}

/** @returns {readonly string[]} */
export function allProblems() {
  return problems
}
