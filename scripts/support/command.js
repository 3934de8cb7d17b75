// @ts-check
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** The repository, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Something that the person at the terminal can mend; its message says how and is shown alone. */
export class Advice extends Error {
  /** @override */
  name = 'Advice'
}

/**
 * Runs a command and turns what it throws into an exit status: advice is printed as it is, a defect
 * with its stack.
 * @param {() => Promise<void>} command
 * @returns {Promise<void>}
 */
export async function report(command) {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof Advice ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

/**
 * Node's `parseArgs`, with `--help` and an unknown option answered by the usage.
 * @template {import('node:util').ParseArgsConfig} T
 * @param {T} config
 * @param {string} usage
 */
export function parse(config, usage) {
  if (config.args?.includes('--help') === true) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    throw new Advice(`${messageOf(error)}\n\n${usage}`)
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}

/**
 * @param {number} sinceMs From `performance.now()`.
 * @returns {string} Such as "3.2 s" or "2 min 5 s".
 */
export function elapsed(sinceMs) {
  const seconds = (performance.now() - sinceMs) / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
