// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findInstalledBrowser, tryBrowser } from '../../e2e/support/browser-finder.js'
import { Advice, elapsed, messageOf } from './command.js'
import { execute, toolCommand } from './process.js'

/** @typedef {import('../../e2e/support/browser-finder.js').Browser} Browser */

/** Enough for 200 MB over a slow line; a closed network fails much sooner. */
const downloadTimeoutMs = 300_000
const packageTimeoutMs = 600_000

/**
 * @typedef {object} Means How a browser can be come by. Each gives nothing when it has none to give.
 * @property {() => Browser | undefined} installed
 * @property {() => Promise<Browser | undefined>} downloaded Playwright's own, from an earlier download.
 * @property {() => Promise<Browser | undefined>} download
 * @property {() => Promise<Browser | undefined>} installPackage
 */

/**
 * A browser for the end-to-end tests, by the first means that works.
 * @param {Means} [means]
 * @returns {Promise<Browser>}
 * @throws {Advice} What to install, when none works.
 */
export async function provideBrowser(means = thisMachine) {
  const browser =
    means.installed() ??
    (await means.downloaded()) ??
    (await means.download()) ??
    (await means.installPackage())
  if (browser !== undefined) return browser
  throw new Advice(
    'The end-to-end tests need Chrome or Chromium, and none could be found or installed here. ' +
      'Install Google Chrome or your system’s Chromium, or set CHROME_PATH to one, and run the same command again.',
  )
}

/** @type {Means} */
const thisMachine = {
  installed() {
    try {
      return findInstalledBrowser()
    } catch (error) {
      throw new Advice(messageOf(error))
    }
  },

  async downloaded() {
    const { chromium } = await import('playwright-core')
    return tryBrowser(chromium.executablePath())
  },

  async download() {
    const sinceMs = performance.now()
    console.log('No Chrome or Chromium found: downloading Playwright’s…')
    const { status } = await execute(
      // Without the "headless shell", which is another browser and has no WebGPU.
      [...toolCommand('playwright-core'), 'install', '--no-shell', '--no-progress', 'chromium'],
      { timeoutMs: downloadTimeoutMs, env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' } },
    )
    const browser = status === 0 ? await thisMachine.downloaded() : undefined
    console.log(`${browser ? 'Downloaded' : 'Not possible here'} (${elapsed(sinceMs)})`)
    return browser
  },

  async installPackage() {
    // Only as root, as in a container: elsewhere a test command has no business with system packages.
    if (process.getuid?.() !== 0 || !isOnPath('apt-get')) return undefined
    const sinceMs = performance.now()
    console.log('Installing the system’s package chromium…')
    const limits = { timeoutMs: packageTimeoutMs, env: { DEBIAN_FRONTEND: 'noninteractive' } }
    await execute(['apt-get', 'update'], limits)
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']
    const { status, output } = await execute(install, limits)
    const browser = status === 0 ? findInstalledBrowser() : undefined
    if (browser === undefined) console.log(output.slice(-1000))
    console.log(`${browser ? 'Installed' : 'Not possible here'} (${elapsed(sinceMs)})`)
    return browser
  },
}

/** @param {string} program */
function isOnPath(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => existsSync(join(folder, program)))
}
