// @ts-check
import { createHash } from 'node:crypto'
import { buildSite, isBuilt, shareExports } from './build-site.js'
import { Advice, elapsed, root } from './command.js'
import { demoLines } from './demo-lines.js'

/**
 * @typedef {object} Shown
 * @property {readonly string[]} folders Absolute paths of exports to add.
 * @property {boolean} [only] Leaves the built-in exports out.
 *
 * @typedef {{ port: number, host?: boolean | string }} ServerAddress
 */

/**
 * Where the site is built to: not dist/, which may hold a build that is about to be published, and not
 * where a site with other exports is perhaps being served at this moment.
 * @param {Shown} shown
 */
export function outDirFor({ folders, only = false }) {
  if (folders.length === 0 && !only) return '.vitrine/site'
  const named = only ? [...folders, '--only'] : folders
  const name = createHash('sha256').update(named.join('\n')).digest('hex').slice(0, 8)
  return `.vitrine/site-${name}`
}

/**
 * The built site with the headers of production: what is seen here is what visitors get. Builds it where it is not
 * built yet.
 * @param {Shown} shown
 * @param {ServerAddress} address
 */
export async function startPreview({ folders, only = false }, address) {
  const outDir = outDirFor({ folders, only })
  if (!isBuilt({ outDir, folders, only })) {
    const sinceMs = performance.now()
    console.log('Building the site…')
    await buildSite({ outDir, folders, only })
    console.log(`Built in ${elapsed(sinceMs)}`)
  }
  shareExports({ folders, only })
  const { preview } = await import('vite')
  return preview({ root, logLevel: 'warn', build: { outDir }, preview: address })
}

/**
 * @param {string} url Of the site that is being served.
 * @param {readonly string[]} folders
 * @param {string} [publicUrl] Where visitors find it, if elsewhere.
 * @returns {Promise<string>}
 */
export async function exportLines(url, folders, publicUrl = url) {
  const response = await fetch(`${url}/models/index.json`).catch(() => undefined)
  // While developing, an export that cannot be read is no reason to end the server; it has said what is wrong.
  if (response?.ok !== true) return folders.map((folder) => `with the export ${folder}`).join('\n')
  const index = /** @type {import('./demo-lines.js').DemoIndex} */ (await response.json())
  return demoLines(index, folders.length, (query) => `${publicUrl}/${query}`)
}

/**
 * @param {string} url
 * @returns {string} Without a slash at its end.
 */
export function bare(url) {
  return url.replace(/\/$/, '')
}

/**
 * @param {string | undefined} text
 * @returns {number}
 * @throws {Advice} When it is none.
 */
export function portNumber(text) {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Advice(`A port is a number from 1 to 65535, not "${text}".`)
  return port
}
