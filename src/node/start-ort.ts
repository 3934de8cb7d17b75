import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { VitrineError } from '../protocol/errors.ts'
import { identityModel } from '../runtime/identity-model.ts'
import type { OrtModule } from '../runtime/ort.ts'
import { keepModule, type ModuleKeeper } from '../runtime/raw-module.ts'
import type { Platform } from '../worker/platform.ts'

/** Where the package's glue finds ours: it imports an address, and takes nothing else. */
const glueName = 'vitrineGlue'

/** The package starts its runtime once, however often it is asked. */
let keeper: ModuleKeeper | undefined

/**
 * Starts ONNX Runtime Web: its build for Node, with its own module kept as the browser's worker keeps it.
 * @param root the project, whose packages these are
 */
export function startOrtIn(root: string): Platform['startOrt'] {
  const require = createRequire(join(root, 'package.json'))
  const resolve = (ending: string) =>
    require.resolve(`onnxruntime-web/ort-wasm-simd-threaded.${ending}`)
  return async (build, threads) => {
    // The others know WebGPU, which Node has not; the automatic choice comes back with this one.
    if (build !== 'cpu') throw new VitrineError('runtime-unavailable', {}, { detail: build })
    try {
      const ort = require('onnxruntime-web') as OrtModule
      keeper ??= keepModule(() => pathToFileURL(resolve('mjs')).href)
      Object.assign(globalThis, { [glueName]: keeper.factory })
      const mjs = `data:text/javascript,export default globalThis.${glueName}`
      ort.env.wasm.wasmPaths = { mjs, wasm: resolve('wasm') }
      ort.env.wasm.numThreads = threads
      ort.env.logLevel = 'error'
      // The package instantiates its wasm at the first session: one that costs nothing.
      const session = await ort.InferenceSession.create(identityModel)
      await session.release()
      return { ort, module: keeper.module() }
    } catch (cause) {
      throw new VitrineError('runtime-unavailable', {}, { cause })
    }
  }
}
