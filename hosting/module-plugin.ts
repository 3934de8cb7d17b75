import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Connect, type Plugin } from 'vite'
import { hashedFolder, linkWorkerFolder } from './headers.js'
import { filesBehind } from './module-files.ts'
import { writeDeclarations } from './module-types.ts'

/** What other pages import, relative to the site. */
export const modulePath = 'vitrine.js'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))
const entry = source('client/vitrine.ts')

/**
 * Writes `vitrine.js` beside the page, its declarations, and the `package.json` that makes of the folder a package. Only
 * what runs on an importing page is bundled for it; workers, runtime and all else are the page's own files. It has to
 * run after the service worker has been told what to keep, for none of it is the page's.
 */
export function modulePlugin(): Plugin {
  let root = ''
  /** While developing, its source goes by its name. */
  const rename: Connect.NextHandleFunction = (request, _response, next) => {
    if (/^\/vitrine\.js(\?|$)/.test(request.url ?? '')) request.url = '/src/client/vitrine.ts'
    next()
  }
  return {
    name: 'vitrine-module',
    configResolved(config) {
      root = config.root
    },
    configureServer({ middlewares }) {
      middlewares.use(rename)
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        if (this.environment.name !== 'client' || dir === undefined) return
        const workers = workersOf(Object.keys(bundle))
        const [chunks] = await Promise.all([bundleModule(dir, workers), writeDeclarations(dir)])
        const files = await filesBehind(dir, [...chunks, workers.site, workers.anywhere])
        await writeFile(join(dir, 'package.json'), packageJson(root, files))
      },
    },
  }
}

/** Paths of the workers' scripts, relative to the site. */
interface Workers {
  readonly site: string
  readonly anywhere: string
}

function workersOf(paths: readonly string[]): Workers {
  const only = (folder: string, name: string): string => {
    const found = paths.filter((path) => new RegExp(`^${folder}${name}-[\\w-]{8}\\.js$`).test(path))
    const [path] = found
    if (path === undefined || found.length > 1) {
      throw new Error(`The site has ${found.length} files ${folder}${name}-….js, not one.`)
    }
    return path
  }
  return { site: only(hashedFolder, 'main'), anywhere: only(linkWorkerFolder, 'link-worker') }
}

/** @returns what was written, relative to the site */
async function bundleModule(dir: string, workers: Workers): Promise<string[]> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    plugins: [siteWorkers(workers)],
    build: {
      outDir: dir,
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      // As a library, for a page's build puts a loader into it that writes into the document.
      lib: { entry, formats: ['es'], fileName: () => modulePath },
      rolldownOptions: {
        output: { chunkFileNames: `${hashedFolder}vitrine-[name]-[hash].js`, minify: true },
      },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  return outputs.flatMap((output) =>
    'output' in output ? output.output.map(({ fileName }) => fileName) : [],
  )
}

/**
 * Puts the site's workers in the place of their sources, in the words by which bundlers find a worker: whoever builds
 * the package into a site of their own gets them copied along.
 */
function siteWorkers(workers: Workers): Plugin {
  /** Of the words, which must not be met by Vite, whose workers they are no more; and minifiers respell them. */
  const placeholders = { site: '__vitrineSiteWorker__', anywhere: '__vitrineLinkWorker__' }
  const start = (kind: keyof Workers) => `${kind}: (name) => ${placeholders[kind]}(name)`
  const modules: Readonly<Record<string, string>> = {
    [source('engine/start-worker.ts')]:
      `export const startWorker = { ${start('site')}, ${start('anywhere')} }`,
    // Not in those words: nobody is to copy these, and a hash of their names gets into that of the chunk.
    [source('client/worker-scripts.ts')]: `
      const here = import.meta.url
      const lies = (path) => new URL(path, here).href
      export const workerScripts = ${JSON.stringify({ site: besideChunk(workers.site), anywhere: besideChunk(workers.anywhere) })}
      for (const kind in workerScripts) workerScripts[kind] = lies(workerScripts[kind])`,
  }
  return {
    name: 'vitrine-site-workers',
    enforce: 'pre',
    load: (id) => modules[id],
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const kind of ['site', 'anywhere'] as const) {
          const url = `new URL(${JSON.stringify(besideChunk(workers[kind]))}, import.meta.url)`
          chunk.code = chunk.code.replaceAll(
            new RegExp(`${placeholders[kind]}\\((\\w+)\\)`, 'g'),
            `new Worker(${url}, { type: "module", name: $1 })`,
          )
        }
      }
    },
  }
}

/** As a chunk in `assets/` names it. */
function besideChunk(path: string): string {
  return path.startsWith(hashedFolder) ? `./${path.slice(hashedFolder.length)}` : `../${path}`
}

/** What `npm pack` makes a package of: the module with all that it can ask for, and neither page nor models. */
function packageJson(root: string, files: readonly string[]): string {
  const { version, license, description } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, string>>
  return `${JSON.stringify(
    {
      name: 'vitrine',
      version,
      description,
      license,
      type: 'module',
      exports: { '.': { types: './vitrine.d.ts', default: `./${modulePath}` } },
      types: './vitrine.d.ts',
      files: ['vitrine.d.ts', 'types', 'licenses.md', ...files],
    },
    undefined,
    2,
  )}\n`
}
