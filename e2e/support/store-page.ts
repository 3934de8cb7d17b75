import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExportFile } from '../../src/protocol/manifest.ts'
import { serveFaults, type FaultServer } from './fault-server.ts'
import { buildToolPage } from './tool-page.ts'

const model = fileURLToPath(new URL('../../public/models/cifar10/model.onnx', import.meta.url))

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
  const scripts = { store: 'store.ts', 'store-worker': 'store-worker.ts' }
  const root = await buildToolPage({ name: 'store', scripts, title: 'Store' })
  mkdirSync(join(root, 'files'))
  copyFileSync(model, join(root, modelPath))
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
