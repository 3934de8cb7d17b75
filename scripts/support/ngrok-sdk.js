// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Advice, elapsed, root } from './command.js'
import { installAdvice, isInstalled, npmCommand } from './install.js'
import { execute } from './process.js'

/**
 * What is used of `@ngrok/ngrok`. https://ngrok.github.io/ngrok-javascript/
 *
 * @typedef {object} Listener
 * @property {() => string | null} url
 * @property {() => Promise<void>} close
 *
 * @typedef {object} ForwardOptions
 * @property {string} addr
 * @property {string} authtoken
 * @property {string} [domain]
 *
 * @typedef {{ forward: (options: ForwardOptions) => Promise<Listener> }} Ngrok
 */

const folder = join(root, '.vitrine', 'ngrok')
const wantedIn = join(root, 'scripts', 'ngrok')

/**
 * Installs the SDK on first use, in the version and with the hashes of scripts/ngrok/package-lock.json. Without install
 * scripts: the native part is a package of its own for each system.
 * @returns {Promise<Ngrok>}
 * @throws {Advice} When npm could not do it, or there is none for this system.
 */
export async function loadNgrok() {
  const wanted = readJson(join(wantedIn, 'package-lock.json'))
  const installed = readJson(join(folder, 'node_modules', '.package-lock.json'))
  if (wanted === undefined || !isInstalled(wanted, installed)) await install()
  try {
    return createRequire(join(folder, 'package.json'))('@ngrok/ngrok')
  } catch (error) {
    throw new Advice(
      `ngrok’s SDK has no build for this system (${process.platform}, ${process.arch}). Start the site with “npm start”, and ngrok’s own program in a second terminal: ngrok http 5173`,
      { cause: error },
    )
  }
}

async function install() {
  const sinceMs = performance.now()
  console.log('Installing ngrok’s SDK in .vitrine/ngrok (11 MB on disk)…')
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(wantedIn, name), join(folder, name))
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  const { status, output } = await execute([...npmCommand(), 'ci', '--prefix', folder, ...flags])
  if (status !== 0) throw new Advice(installAdvice(output))
  console.log(`Installed in ${elapsed(sinceMs)}`)
}

/** @param {string} file */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
