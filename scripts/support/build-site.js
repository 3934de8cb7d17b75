// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Advice, messageOf, root } from './command.js'
import { exportInputs } from './export-folders.js'

/**
 * @typedef {object} SiteOptions
 * @property {string} outDir Relative to the repository.
 * @property {readonly string[]} [folders] Absolute paths of exports to add.
 * @property {boolean} [only] Leaves the built-in exports out.
 * @property {boolean} [serviceWorker] `false`: in place of the service worker, one that removes it from browsers.
 * @property {boolean} [isolate] The service worker adds the headers that give threads: for hosts that send none.
 */

/** What a build depends on, relative to the repository. */
const inputs = [
  'embed',
  'hosting',
  'index.html',
  'package-lock.json',
  'public',
  'src',
  'tsconfig.base.json',
  'tsconfig.client.json',
  'tsconfig.json',
  'vite.config.ts',
]

/**
 * Builds the site.
 * @param {SiteOptions} options
 * @returns {Promise<void>}
 */
export async function buildSite({
  outDir,
  folders = [],
  only = false,
  serviceWorker = true,
  isolate = false,
}) {
  shareExports({ folders, only })
  process.env['VITRINE_ISOLATE'] = isolate ? '1' : ''
  process.env['VITRINE_NO_SW'] = serviceWorker ? '' : '1'
  // The stamp goes first: an interrupted build must not look like a finished one.
  const stamp = fingerprint({ folders, only, serviceWorker, isolate })
  writeStamp(outDir, '')
  const { build } = await import('vite')
  try {
    await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  } catch (error) {
    throw exportAdvice(error) ?? error
  }
  writeStamp(outDir, stamp)
}

/**
 * @param {SiteOptions} options
 * @returns {boolean} Whether `outDir` holds what `buildSite` would make of the sources as they are.
 */
export function isBuilt({
  outDir,
  folders = [],
  only = false,
  serviceWorker = true,
  isolate = false,
}) {
  const stamp = stampFile(outDir)
  return (
    existsSync(join(root, outDir, 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint({ folders, only, serviceWorker, isolate })
  )
}

/**
 * How vite.config.ts learns which exports to serve.
 * @param {{ folders: readonly string[], only: boolean }} options
 */
export function shareExports({ folders, only }) {
  process.env['VITRINE_EXPORTS'] = JSON.stringify(folders)
  process.env['VITRINE_ONLY'] = only ? '1' : ''
}

/**
 * Sizes and times of all inputs, not their content: an export may be gigabytes. A false alarm costs
 * one build of a few seconds.
 * @param {{ folders: readonly string[], only: boolean, serviceWorker: boolean, isolate: boolean }} options
 * @returns {string}
 */
function fingerprint({ folders, ...flags }) {
  const { VITRINE_EMBED_ORIGINS: origins, VITRINE_URL: url } = process.env
  const asked = JSON.stringify({ folders, origins, url, ...flags })
  const hash = createHash('sha256').update(asked)
  const exports = folders.flatMap(exportInputs)
  for (const path of [...inputs.map((input) => join(root, input)), ...exports])
    for (const file of filesBelow(path)) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file}\n${size}\n${mtimeMs}\n`)
    }
  return hash.digest('hex')
}

/**
 * @param {string} path A file or a folder, or nothing.
 * @returns {Generator<string>} In a fixed order.
 */
function* filesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return
  if (!stats.isDirectory()) yield path
  else for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name))
}

/**
 * What the exports plugin says of a folder is for its author; where in the plugin it was said is not.
 * @param {unknown} error
 * @returns {Advice | undefined}
 */
function exportAdvice(error) {
  const said = /\[plugin vitrine-exports\]\s+Error: (.+)/.exec(messageOf(error))?.[1]
  return said === undefined ? undefined : new Advice(said)
}

/** @param {string} outDir */
function stampFile(outDir) {
  return join(root, '.vitrine', `${basename(outDir)}.stamp`)
}

/**
 * Beside the build and never in it, for what is in it gets published.
 * @param {string} outDir
 * @param {string} stamp
 */
function writeStamp(outDir, stamp) {
  mkdirSync(join(root, '.vitrine'), { recursive: true })
  writeFileSync(stampFile(outDir), stamp)
}
