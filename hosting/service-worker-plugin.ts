import { createHash } from 'node:crypto'
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import {
  documentPath,
  keepingOf,
  type Keeping,
  type SiteFile,
  type SiteFiles,
} from '../src/offline/site-files.ts'
import { isolationHeaders } from './headers.js'

/** Where the service worker lies, relative to the site: a worker governs what lies beside and below it. */
export const serviceWorkerPath = 'sw.js'
/** Beside it lies what removes it, to be copied over it when something is wrong. */
export const killSwitchPath = 'sw-off.js'
/** In sites that isolate themselves. */
const isolateScriptPath = 'isolate.js'

const sources = fileURLToPath(new URL('../src/offline/', import.meta.url))

/**
 * Writes the service worker, once all that it is to keep is written: src/offline/ in one file, with the paths and
 * hashes of the site's files. With `VITRINE_NO_SW=1` the site has none, and what visitors still have removes itself.
 * With `VITRINE_ISOLATE=1` it adds the headers without which there are no threads, for hosts that send none.
 */
export function serviceWorkerPlugin(): Plugin {
  const isOff = process.env['VITRINE_NO_SW'] === '1'
  const isolate = process.env['VITRINE_ISOLATE'] === '1'
  return {
    name: 'vitrine-service-worker',
    apply: 'build',
    config: () => ({
      // The page registers it by this; while developing it is undefined.
      define: { 'import.meta.env.VITRINE_SERVICE_WORKER': JSON.stringify(isOff ? 'off' : 'on') },
    }),
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (this.environment.name !== 'client' || dir === undefined) return
        const killSwitch = await bundle('kill-switch.ts')
        await writeFile(join(dir, killSwitchPath), killSwitch.code)
        if (isOff) return writeFile(join(dir, serviceWorkerPath), killSwitch.code)
        const licences = await writeServiceWorker(dir, { isolate })
        await appendFile(join(dir, 'licenses.md'), licences)
      },
    },
  }
}

/**
 * @param dir of a site that is built but for this
 * @returns the licences of what is in it
 */
export async function writeServiceWorker(
  dir: string,
  { isolate }: { isolate: boolean },
): Promise<string> {
  if (isolate) await addIsolation(dir)
  const site: SiteFiles = { ...(await listSite(dir)), ...(isolate && { isolation: addedHeaders }) }
  const { code, licences } = await bundle('service-worker.ts', {
    vitrineSiteFiles: JSON.stringify(site),
  })
  await writeFile(join(dir, serviceWorkerPath), code)
  return licences
}

const addedHeaders = { ...isolationHeaders, 'Cross-Origin-Resource-Policy': 'same-origin' }

/** The script that loads the first visit's page anew, before any that the page itself needs. */
async function addIsolation(dir: string): Promise<void> {
  const { code } = await bundle('../app/isolate.ts')
  await writeFile(join(dir, isolateScriptPath), code)
  const page = join(dir, documentPath)
  const html = await readFile(page, 'utf8')
  const first = html.indexOf('<script')
  if (first === -1)
    throw new Error(`${documentPath} has no script before which another could stand.`)
  const tag = `<script src="./${isolateScriptPath}"></script>\n    `
  await writeFile(page, html.slice(0, first) + tag + html.slice(first))
}

/** The files of a built site that a service worker keeps, in a fixed order. */
export async function listSite(dir: string): Promise<SiteFiles> {
  const names = await readdir(dir, { recursive: true })
  const paths = names.map((name) => name.split(sep).join('/')).sort()
  const pathsOf = (keeping: Keeping) => paths.filter((path) => keepingOf(path) === keeping)
  const filesOf = (keeping: Keeping): Promise<SiteFile[]> =>
    Promise.all(
      pathsOf(keeping).map(async (path) => ({
        path,
        hash: integrityOf(await readFile(join(dir, path))),
      })),
    )
  const headers = await readFile(join(dir, '_headers')).catch(() => new Uint8Array())
  return {
    headers: createHash('sha256').update(headers).digest('hex').slice(0, 8),
    shell: await filesOf('shell'),
    runtime: await filesOf('runtime'),
    pictures: pathsOf('picture'),
  }
}

function integrityOf(bytes: Uint8Array): string {
  return `sha256-${createHash('sha256').update(bytes).digest('base64')}`
}

/** A service worker is one plain script: browsers differ in whether it may be a module. */
async function bundle(
  entry: string,
  define: Record<string, string> = {},
): Promise<{ code: string; licences: string }> {
  const licenceFile = 'licenses.md'
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Else Workbox would tell the console of every request.
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      license: { fileName: licenceFile },
      lib: { entry: join(sources, entry), formats: ['iife'], name: 'worker', fileName: 'worker' },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const files = outputs.flatMap((output) => ('output' in output ? output.output : []))
  const chunk = files.find((file) => file.type === 'chunk')
  const asset = files.find((file) => file.type === 'asset' && file.fileName === licenceFile)
  if (chunk?.type !== 'chunk') throw new Error(`${entry} gave no script.`)
  return { code: chunk.code, licences: asset?.type === 'asset' ? String(asset.source) : '' }
}
