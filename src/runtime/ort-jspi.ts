import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url'
import * as ort from 'onnxruntime-web/jspi'

export { mjs, ort, wasm }
