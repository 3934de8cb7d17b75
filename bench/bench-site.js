// @ts-check
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isolationHeaders } from '../hosting/headers.js'
import { serveStatic } from '../hosting/static-server.js'
import { buildSite } from '../scripts/support/build-site.js'
import { root } from '../scripts/support/command.js'
import { writeOurExports, writePeerExports } from './exports.js'
import { fixturePath, goldenCases, hasFixtures } from './fixtures.js'
import { largeModel } from './large-model.js'
import { runtimeFiles, transformersFiles } from './peers.js'

/** @typedef {import('../hosting/static-server.js').StaticServer} StaticServer */

const outDir = '.vitrine/bench-site'
/** The built site, apart from `dist/`. */
export const siteDir = join(root, outDir)

/**
 * Builds the site with the models to be measured and, in its folder `bench/`, a page that holds both sides.
 * @param {{ withText: boolean, withLarge: boolean }} options Whether the language models of P1 to P5 and the 500 MB of
 *   P11 are wanted.
 * @returns {Promise<void>}
 */
export async function buildBenchSite({ withText, withLarge }) {
  await buildSite({ outDir, folders: writeOurExports({ withText }) })
  await buildPage()
  const folder = join(siteDir, 'bench')
  mkdirSync(join(folder, 'transformers'), { recursive: true })
  for (const { name, path } of transformersFiles()) cpSync(path, join(folder, 'transformers', name))
  mkdirSync(join(folder, 'runtime'), { recursive: true })
  for (const { name, path } of runtimeFiles()) cpSync(path, join(folder, 'runtime', name))
  writePeerExports(join(folder, 'models'), { withText })
  if (withLarge) largeModel.write(join(folder, 'models/large'))
  if (!hasFixtures) return
  for (const { image } of goldenCases()) cpSync(fixturePath(image), join(folder, image))
}

/**
 * Both sides under the same headers. Without our Content-Security-Policy, which Transformers.js does not fit.
 * @returns {Promise<StaticServer>}
 */
export function serveBench() {
  return serveStatic({ root: siteDir, headers: isolationHeaders })
}

/** The engine and the worker are bundled with the product's own settings. */
async function buildPage() {
  const { build, loadConfigFromFile } = await import('vite')
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(root, 'vite.config.ts'),
  )
  if (loaded === null) throw new Error('vite.config.ts is missing')
  const { resolve, worker, build: options } = loaded.config
  await build({
    configFile: false,
    root: join(root, 'bench/page'),
    base: './',
    logLevel: 'warn',
    publicDir: false,
    ...(resolve && { resolve }),
    ...(worker && { worker }),
    build: { ...options, license: false, outDir: join(siteDir, 'bench'), emptyOutDir: true },
  })
}

/**
 * The site once more, with its libraries in a script of their own, to tell their weight from ours.
 * @returns {Promise<string>} The folder.
 */
export async function buildSplitSite() {
  const { build } = await import('vite')
  const folder = join(root, '.vitrine/bench-split-site')
  const groups = [{ name: 'libraries', test: /node_modules/ }]
  await build({
    root,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { output: { codeSplitting: { groups } } },
    },
  })
  return folder
}
