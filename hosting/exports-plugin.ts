import { createReadStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connect, Plugin } from 'vite'
import { VitrineError } from '../src/protocol/errors.ts'
import type { DemoIndex, Manifest } from '../src/protocol/manifest.ts'
import { sentenceOf } from '../src/protocol/messages.ts'
import { readExport } from '../src/exports/read-export.ts'
import { listSubfolders, openFolder } from './node-folder.ts'

interface Demo {
  readonly manifest: Manifest
  readonly folder: string
  /** Lies in `public/`, which Vite serves and copies by itself. */
  readonly builtIn: boolean
}

/**
 * Puts exports on the site: reads every folder with the same readers as the page, serves or emits the files that
 * their manifests name, and writes `models/index.json`. Nothing else of an author's folder is published.
 *
 * `VITRINE_EXPORTS` is a JSON list of absolute folders to add, `VITRINE_ONLY=1` leaves the built-in ones out.
 */
export function exportsPlugin(): Plugin {
  let root = ''
  let outDir = ''
  const only = process.env['VITRINE_ONLY'] === '1'
  const added: string[] = JSON.parse(process.env['VITRINE_EXPORTS'] ?? '[]')
  const builtInRoot = () => join(root, 'public/models')

  async function readDemos(): Promise<Demo[]> {
    const own = only ? [] : await listSubfolders(builtInRoot())
    const folders = [
      ...added.map((folder) => ({ folder, builtIn: false })),
      ...own.map((folder) => ({ folder, builtIn: true })),
    ]
    const demos: Demo[] = []
    for (const { folder, builtIn } of folders) {
      const taken = new Set(demos.map(({ manifest }) => manifest.id))
      demos.push({ folder, builtIn, manifest: await readFolder(folder, taken) })
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
    const files = all.filter(({ builtIn }) => !builtIn).flatMap(publishedFiles)
    const found = files.find(({ url }) => `/${url}` === path)
    if (found === undefined) return next()
    response.setHeader('Content-Type', 'application/octet-stream')
    createReadStream(found.path).pipe(response)
  }
  let demos: Promise<Demo[]> | undefined
  const demosOnce = () => (demos ??= readDemos())

  return {
    name: 'vitrine-exports',
    configResolved(config) {
      root = config.root
      outDir = join(config.root, config.build.outDir)
    },
    configureServer(server) {
      server.middlewares.use(middleware)
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      for (const demo of await demosOnce()) {
        if (demo.builtIn) continue
        for (const { url, path } of publishedFiles(demo)) {
          this.emitFile({ type: 'asset', fileName: url, source: await readFile(path) })
        }
      }
      const source = indexJson(await demosOnce())
      this.emitFile({ type: 'asset', fileName: 'models/index.json', source })
    },
    async closeBundle() {
      if (!only) return
      // Vite copies `public/` whole.
      for (const folder of await listSubfolders(builtInRoot())) {
        await rm(join(outDir, 'models', folder.slice(builtInRoot().length)), {
          recursive: true,
          force: true,
        })
      }
    },
  }
}

async function readFolder(folder: string, taken: ReadonlySet<string>): Promise<Manifest> {
  try {
    return await readExport(await openFolder(folder, taken))
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error
    throw new Error(`${folder}: ${sentenceOf(error)}`, { cause: error })
  }
}

function publishedFiles({ manifest, folder }: Demo): { url: string; path: string }[] {
  const paths = new Set(manifest.files.map((file) => file.path))
  if (manifest.task === 'image-classification') {
    for (const { image } of manifest.examples) paths.add(image)
  }
  return [...paths].map((path) => ({ url: `${manifest.base}${path}`, path: join(folder, path) }))
}

function indexJson(demos: readonly Demo[]): string {
  const index: DemoIndex = { demos: demos.map(({ manifest }) => manifest) }
  return JSON.stringify(index)
}
