import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { createNodeApi } from '../src/node/server.ts'

export interface NodeCode {
  readonly createNodeApi: typeof createNodeApi
}

/**
 * Bundles `src/node/` for Node, which runs no TypeScript by itself, and loads it. Packages stay outside. It takes a quarter of
 * a second; what comes out is kept by its content, so that servers that run side by side never change each other's.
 * @param root the project, absolute
 */
export async function loadNodeCode(root: string): Promise<NodeCode> {
  const source = join(root, 'src/node')
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      write: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { server: join(source, 'server.ts'), thread: join(source, 'thread.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const files = outputs.flatMap((output) => ('output' in output ? output.output : []))
  const texts = files.flatMap((file): [string, string][] =>
    file.type === 'chunk' ? [[file.fileName, file.code]] : [],
  )
  const below = join(root, '.vitrine/node')
  const folder = await keep(texts, below)
  await removeOld(below)
  const { href } = pathToFileURL(join(folder, 'server.js'))
  return (await import(/* @vite-ignore */ href)) as NodeCode
}

/** @returns a folder with these files. Whoever finds it there finds it whole. */
async function keep(files: readonly [string, string][], below: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12)
  const folder = join(below, hash)
  if (await exists(folder)) {
    // So that it is not taken for an old one.
    await utimes(folder, new Date(), new Date())
    return folder
  }
  await mkdir(below, { recursive: true })
  const fresh = await mkdtemp(join(below, 'new-'))
  for (const [name, text] of files) {
    await mkdir(dirname(join(fresh, name)), { recursive: true })
    await writeFile(join(fresh, name), text)
  }
  await rename(fresh, folder).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true })
    // Another server was quicker.
    if (!(await exists(folder))) throw error
  })
  return folder
}

/** A server that runs for longer than a week has long loaded what it needs of its own. */
const keptMs = 7 * 24 * 60 * 60 * 1000

async function removeOld(below: string): Promise<void> {
  for (const name of await readdir(below)) {
    const path = join(below, name)
    const { mtimeMs = Infinity } = (await stat(path).catch(() => undefined)) ?? {}
    if (mtimeMs < Date.now() - keptMs) await rm(path, { recursive: true, force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
