import type { StartedOrt } from '../../runtime/ort.ts'
import { openSession, type RuntimeSession } from '../../runtime/session.ts'
import { startNodeOrt } from '../node-ort.ts'
import type { WrittenDecoder } from './write-decoder.js'

let started: Promise<StartedOrt> | undefined

/** As the worker opens a model on WASM; all that are opened by one file of tests lie in one heap. */
export async function openInNode({ onnx, data, shape }: WrittenDecoder): Promise<RuntimeSession> {
  started ??= startNodeOrt()
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const external = data && shape.dataName ? [{ path: shape.dataName, data }] : []
  return openSession(await started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path: 'model.onnx', model: onnx, external }),
  })
}

/** What an export would say of its decoder's names: nothing where they are those of Hugging Face. */
export function saidNames({ names, cache }: WrittenDecoder['shape']) {
  const isUsual = names.inputIds === 'input_ids' && cache !== 'merged'
  return isUsual ? undefined : names
}
