/** ONNX Runtime Web in Node, its module kept as the worker keeps it. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { keepModule } from '../runtime/raw-module.ts'
import type { OrtModule, StartedOrt } from '../runtime/ort.ts'
import { identityModel } from '../runtime/identity-model.ts'

const require = createRequire(import.meta.url)
const factories: Record<string, unknown> = {}
Object.assign(globalThis, { vitrineTestFactories: factories })

/** A runtime with a heap of its own: the package keeps one for as long as it is loaded. */
export async function startNodeOrt(threads = 1): Promise<StartedOrt> {
  const path = require.resolve('onnxruntime-web/wasm')
  delete require.cache[path]
  const ort = require(path) as OrtModule
  const resolve = (name: string) =>
    require.resolve(`onnxruntime-web/ort-wasm-simd-threaded.${name}`)
  const keeper = keepModule(() => pathToFileURL(resolve('mjs')).href)
  const place = String(Object.keys(factories).length)
  factories[place] = keeper.factory
  // The package imports it outside of what Vitest transforms; so they meet on the global object.
  const mjs = `data:text/javascript,export default globalThis.vitrineTestFactories['${place}']`
  ort.env.wasm.wasmPaths = { mjs, wasm: resolve('wasm') }
  ort.env.wasm.numThreads = threads
  const session = await ort.InferenceSession.create(identityModel)
  await session.release()
  return { ort, module: keeper.module() }
}
