// @ts-check
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {string} version As it says of itself, such as "Chromium 156.0.8078.79"; the path alone on
 *   Windows, where asking would open a window.
 *
 * @typedef {object} Surroundings What the search looks at, so that a test can stand in for a machine.
 * @property {string} platform As `process.platform`.
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {(path: string) => boolean} exists
 * @property {(path: string) => string | undefined} versionOf Nothing when it does not start.
 */

/** Names under which Chrome and Chromium are on the path, the more usual first. */
const commands = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']

/** Environment variables by which people and CI images name their browser. */
export const browserVariables = ['CHROME_PATH', 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH']

/** @returns {Surroundings} This machine. */
export function thisMachine() {
  return { platform: process.platform, env: process.env, exists: existsSync, versionOf: askVersion }
}

/**
 * An installed Chrome or Chromium that starts: the one named in the environment, else the first in the
 * usual places.
 * @param {Surroundings} [machine]
 * @returns {Browser | undefined}
 * @throws {Error} When the environment names one that does not work: that is a mistake to be told.
 */
export function findInstalledBrowser(machine = thisMachine()) {
  for (const variable of browserVariables) {
    const path = machine.env[variable]
    if (path === undefined || path === '') continue
    const browser = tryBrowser(path, machine)
    if (browser === undefined) throw new Error(`${variable} is ${path}, which does not start.`)
    return browser
  }
  for (const path of usualPlaces(machine)) {
    const browser = tryBrowser(path, machine)
    if (browser !== undefined) return browser
  }
  return undefined
}

/**
 * @param {string} path
 * @param {Surroundings} [machine]
 * @returns {Browser | undefined} Nothing when it is absent or does not start.
 */
export function tryBrowser(path, machine = thisMachine()) {
  if (!machine.exists(path)) return undefined
  const version = machine.platform === 'win32' ? path : machine.versionOf(path)
  return version === undefined ? undefined : { executablePath: path, version }
}

/**
 * @param {Surroundings} machine
 * @returns {string[]}
 */
function usualPlaces({ platform, env }) {
  switch (platform) {
    case 'win32':
      return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
          `${folder}\\Chromium\\Application\\chrome.exe`,
        ])
    case 'darwin':
      return ['/Applications', `${env['HOME'] ?? ''}/Applications`].flatMap((folder) => [
        `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
        `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      ])
    default: {
      const onPath = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
      return commands
        .flatMap((command) => [...onPath, '/usr/bin'].map((folder) => join(folder, command)))
        .concat('/opt/google/chrome/chrome', '/snap/bin/chromium')
    }
  }
}

/**
 * @param {string} path
 * @returns {string | undefined}
 */
function askVersion(path) {
  try {
    // Distributions add words of their own after the number.
    const output = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    // Distributions add words of their own after the number.
    return output.match(/\D*[\d.]+/)?.[0].trim()
  } catch {
    return undefined
  }
}
