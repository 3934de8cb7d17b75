import { createReadStream } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Connect, Plugin } from 'vite'
import { VitrineError } from '../src/protocol/errors.ts'
import type { DemoIndex, Manifest } from '../src/protocol/manifest.ts'
import { sentenceOf } from '../src/protocol/messages.ts'
import { filesOf } from '../src/exports/files-of.ts'
import type { ExportFolder } from '../src/exports/folder.ts'
import { readGraph } from '../src/exports/graph/read-graph.ts'
import { preflight } from '../src/exports/preflight.ts'
import { readExport } from '../src/exports/read-export.ts'
import { listSubfolders, openFolder, withHashes } from './node-folder.ts'

/** What other plugins of the build learn from this one, by Rollup's convention of `api`. */
export interface ExportsApi {
  /** The demos of the site, in the order of the list. */
  demos(): Promise<readonly Demo[]>
}

export interface Demo {
  readonly manifest: Manifest
  /** Where its files lie; the manifest's paths are relative to it. */
  readonly root: string
  /** Lies in `public/`, which Vite serves and copies by itself. */
  readonly builtIn: boolean
}

/**
 * Puts exports on the site: reads every folder with the same readers as the page, serves or emits the files that
 * their manifests name, and writes `models/index.json`. Nothing else of an author's folder is published.
 *
 * `VITRINE_EXPORTS` is a JSON list of absolute paths to add, folders or bare `.onnx` files; `VITRINE_ONLY=1` leaves the
 * built-in ones out.
 */
export function exportsPlugin(): Plugin<ExportsApi> {
  let root = ''
  let outDir = ''
  const only = process.env['VITRINE_ONLY'] === '1'
  const added: string[] = JSON.parse(process.env['VITRINE_EXPORTS'] ?? '[]')
  const builtInRoot = () => join(root, 'public/models')

  async function readDemos(): Promise<Demo[]> {
    const own = only ? [] : await listSubfolders(builtInRoot())
    // A built-in export is served from its own folder, whose name no other may take.
    const ownNames = own.map((path) => basename(path))
    const paths = [
      ...added.map((path) => ({ path, builtIn: false })),
      ...own.map((path) => ({ path, builtIn: true })),
    ]
    const demos: Demo[] = []
    for (const { path, builtIn } of paths) {
      const names = demos.map(({ manifest }) => manifest.id)
      const taken = new Set(builtIn ? names : [...names, ...ownNames])
      demos.push({ builtIn, ...(await readDemo(path, taken)) })
    }
    return demos
  }

  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    // Middleware has no notion of a promise: what fails goes to `next` by hand.
    void serveModels(request, response, next).catch((error: unknown) => {
      next(error)
    })
  }

  const serveModels = async (
    ...[request, response, next]: Parameters<Connect.NextHandleFunction>
  ) => {
    const path = decodeURIComponent((request.url ?? '').replace(/[?#].*$/, ''))
    if (!path.startsWith('/models/')) return next()
    const all = await demosOnce()
    if (path === '/models/index.json') {
      response.setHeader('Content-Type', 'application/json')
      return response.end(indexJson(all))
    }
    const files = all.filter(isAdded).flatMap(publishedFiles)
    const found = files.find(({ url }) => `/${url}` === path)
    if (found === undefined) return next()
    response.setHeader('Content-Type', 'application/octet-stream')
    createReadStream(found.path).pipe(response)
  }
  let demos: Promise<Demo[]> | undefined
  const demosOnce = () => (demos ??= readDemos())

  return {
    name: 'vitrine-exports',
    api: { demos: demosOnce },
    configResolved(config) {
      root = config.root
      outDir = resolve(config.root, config.build.outDir)
    },
    configureServer(server) {
      server.middlewares.use(middleware)
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      const source = indexJson(await demosOnce())
      this.emitFile({ type: 'asset', fileName: 'models/index.json', source })
    },
    async writeBundle() {
      if (this.environment.name !== 'client') return
      // Vite has copied `public/` whole by now; an added export may go by a name of those.
      for (const folder of only ? await listSubfolders(builtInRoot()) : []) {
        await rm(join(outDir, 'models', basename(folder)), { recursive: true, force: true })
      }
      // Copied, not emitted: weights may be larger than a buffer can be.
      for (const { url, path } of (await demosOnce()).filter(isAdded).flatMap(publishedFiles)) {
        await mkdir(dirname(join(outDir, url)), { recursive: true })
        await copyFile(path, join(outDir, url))
      }
    },
  }
}

async function readDemo(
  path: string,
  taken: ReadonlySet<string>,
): Promise<{ manifest: Manifest; root: string }> {
  try {
    const folder = await openFolder(path, taken)
    const { root, model } = folder
    // A file that was named is the one to open, whatever a vitrine.json beside it says.
    const manifest = await readExport(folder, model === undefined ? {} : { model })
    const problem = await whyItCannotRun(folder, manifest.model)
    const { notes = [] } = manifest
    const told = problem === undefined ? manifest : { ...manifest, notes: [problem, ...notes] }
    return { root, manifest: await withHashes(told, root) }
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error
    throw new Error(`${path}: ${sentenceOf(error)}`, { cause: error })
  }
}

/** What a browser would say at the end of the download, said while the author still looks. */
async function whyItCannotRun(folder: ExportFolder, model: string): Promise<string | undefined> {
  try {
    preflight(await readGraph(await folder.open(model), model))
    return undefined
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error
    return `It will not run in a browser: ${sentenceOf(error)}`
  }
}

function isAdded({ builtIn }: Demo): boolean {
  return !builtIn
}

/** Exactly what the page can ask for. */
function publishedFiles({ manifest, root }: Demo): { url: string; path: string }[] {
  return [...filesOf(manifest)].map((path) => ({
    url: `${manifest.base}${path}`,
    path: join(root, path),
  }))
}

function indexJson(demos: readonly Demo[]): string {
  const index: DemoIndex = { demos: demos.map(({ manifest }) => manifest) }
  return JSON.stringify(index)
}
