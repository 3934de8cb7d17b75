// @ts-check
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './command.js'

/**
 * @typedef {object} Outcome
 * @property {number} status The exit status; 1 as well when it could not be started or was killed.
 * @property {boolean} timedOut
 * @property {string} output Standard output and error, in the order in which they came.
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

// No child outlives us. Ctrl-C reaches them by itself; an end asked for by another program does not.
process.once('exit', () => {
  for (const child of running) child.kill()
})
const endedByOther = () => process.exit(143)

/**
 * Runs a program to its end, without a terminal to ask questions on.
 * @param {readonly string[]} command The program and its arguments.
 * @param {object} [options]
 * @param {Record<string, string | undefined>} [options.env] Added to our own.
 * @param {number} [options.timeoutMs]
 * @param {boolean} [options.live] Shows the output as it comes instead of collecting it.
 * @returns {Promise<Outcome>} Never rejects.
 */
export function execute([program = '', ...args], { env = {}, timeoutMs, live = false } = {}) {
  return new Promise((done) => {
    /** @type {Buffer[]} */
    const chunks = []
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      // npm is a .cmd file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && program.endsWith('.cmd'),
    })
    if (running.size === 0) process.once('SIGTERM', endedByOther)
    running.add(child)
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk))
    /** @param {number} status */
    const finish = (status, timedOut = false) => {
      clearTimeout(timer)
      running.delete(child)
      if (running.size === 0) process.off('SIGTERM', endedByOther)
      done({ status, timedOut, output: Buffer.concat(chunks).toString().trimEnd() })
    }
    const kill = () => {
      child.kill('SIGKILL')
      // Not at 'close': a grandchild may hold the pipes open for as long as it likes.
      finish(1, true)
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs)
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message))
      finish(1)
    })
    child.once('close', (status) => finish(status ?? 1))
  })
}

/**
 * The command that starts a tool of `node_modules` with this very Node: `.bin` holds shell scripts on
 * one system and .cmd files on another.
 * @param {string} packageName
 * @param {string} [tool] The name of its program, where it is not the package's own.
 * @returns {string[]}
 */
export function toolCommand(packageName, tool = packageName) {
  const folder = join(root, 'node_modules', packageName)
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : bin[tool]
  if (file === undefined) throw new Error(`${packageName} has no program named ${tool}`)
  return [process.execPath, join(folder, file)]
}
