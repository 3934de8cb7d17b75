import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'
import * as ort from 'onnxruntime-web/webgpu'
import { keepModule } from './raw-module.ts'

const keeper = keepModule(() => new URL(mjs, self.location.href).href)
const { module } = keeper

/** This very file, which the package is told to import where it wants its glue. */
const here = import.meta.url
export default keeper.factory
export { here, module, ort, wasm }
