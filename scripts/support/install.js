// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Advice, elapsed, root } from './command.js'
import { execute } from './process.js'

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether what npm last installed is what the lockfile asks for. npm keeps its own account in
 * `node_modules/.package-lock.json`, written when an installation has come to its end.
 * @param {Lockfile} wanted `package-lock.json`.
 * @param {Lockfile | undefined} installed
 * @returns {boolean} Optional packages do not count: most are for other systems.
 */
export function isInstalled(wanted, installed) {
  if (installed?.packages === undefined) return false
  const present = installed.packages
  return Object.entries(wanted.packages ?? {}).every(([path, { version, optional }]) => {
    if (path === '') return true
    const found = present[path]
    return found === undefined ? optional === true : found.version === version
  })
}

/**
 * Brings `node_modules` in line with the lockfile. Without install scripts: no package we use needs
 * them to work, and they would run foreign code with the user's rights.
 * @returns {Promise<void>}
 * @throws {Advice} When npm could not do it.
 */
export async function ensureInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))
  if (wanted === undefined) throw new Advice('package-lock.json is missing: please restore it.')
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (isInstalled(wanted, installed)) return
  const sinceMs = performance.now()
  console.log('Installing dependencies…')
  // With --include=dev, because NODE_ENV=production would leave out what builds the site.
  const flags = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline']
  let { status, output } = await execute([...npmCommand(), 'ci', ...flags])
  // Versions of npm disagree on whether a lockfile without every other system's optional packages is
  // complete, and an edited package.json may be ahead of it. `install` mends both in node_modules.
  if (status !== 0 && output.includes('EUSAGE'))
    ({ status, output } = await execute([...npmCommand(), 'install', '--no-save', ...flags]))
  if (status !== 0) throw new Advice(installAdvice(output))
  console.log(`Installed in ${elapsed(sinceMs)}`)
}

/**
 * @param {string} output What npm printed.
 * @returns {string}
 */
export function installAdvice(output) {
  const reason = output.slice(-2000)
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|network/i
  const remedy = offline.test(output)
    ? 'The npm registry could not be reached. It is needed once: connect to the internet (behind a proxy: npm config set https-proxy …) and run the same command again.'
    : 'The dependencies could not be installed. npm says above what was in the way; mend that and run the same command again.'
  return `${reason}\n\n${remedy}`
}

/**
 * @returns {string[]} The npm that runs us, else the one on the path.
 */
export function npmCommand() {
  const own = process.env['npm_execpath']
  if (own !== undefined && /npm-cli\.[cm]?js$/.test(own) && existsSync(own))
    return [process.execPath, own]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

/**
 * @param {string} file
 * @returns {Lockfile | undefined} Nothing when it is absent or half written.
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
