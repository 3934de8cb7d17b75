import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { ExportFile } from '../../src/protocol/manifest.ts'
import { serveFaults, type FaultServer } from './fault-server.ts'

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url))
const root = path('../../.vitrine/store-page')
const model = path('../../public/models/cifar10/model.onnx')

/** Where the page has its model, relative to itself. */
export const modelPath = 'files/model.onnx'

export interface StorePage {
  readonly server: FaultServer
  /** The same files on another origin, whose answers any page may read unless a fault says otherwise. */
  readonly hub: FaultServer
  readonly file: Required<ExportFile>
}

/** A page that has `globalThis.storeTool` and a model to fetch. */
export async function serveStorePage(): Promise<StorePage> {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(join(root, 'files'), { recursive: true })
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: root,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: {
          store: path('../tools/store.ts'),
          'store-worker': path('../tools/store-worker.ts'),
        },
        formats: ['es'],
      },
    },
  })
  copyFileSync(model, join(root, modelPath))
  const script = '<link rel="icon" href="data:,"><script type="module" src="store.js"></script>'
  writeFileSync(join(root, 'index.html'), `<!doctype html><title>Store</title>${script}`)
  const content = readFileSync(model)
  return {
    server: await serveFaults({ root }),
    hub: await serveFaults({ root, headersOf: () => ({ 'Access-Control-Allow-Origin': '*' }) }),
    file: {
      path: 'model.onnx',
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    },
  }
}
