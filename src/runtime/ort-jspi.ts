import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url'
import * as ort from 'onnxruntime-web/jspi'
import type { GluePlace } from './raw-module.ts'

const glue: GluePlace = {}
/** This very file, which the package imports where it wants its glue. */
const here = import.meta.url
export default (config: object) => glue.keeper?.factory(config)
export { glue, here, mjs, ort, wasm }
