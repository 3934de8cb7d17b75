// @ts-check
/** Decoders with random weights: of sizes that the exports at hand do not have, and with a longer context. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { decoderExport } from '../src/testing/decoder-onnx/export-folder.js'
import { writeDecoder } from '../src/testing/decoder-onnx/write-decoder.js'

/** @typedef {import('../src/testing/decoder-onnx/options.js').DecoderOptions} DecoderOptions */

const vocabulary = 32_000

/** Llama's shape, with grouped-query attention. @satisfies {DecoderOptions} */
const common = {
  seed: 4,
  layers: 8,
  vocabulary,
  context: 4096,
  // By this name Transformers.js knows what an empty cache is to be like.
  batch: 'batch_size',
}

/** 31 million numbers, two thirds of them in the tables of tokens. @type {DecoderOptions} */
const large = {
  ...common,
  width: 320,
  heads: 10,
  kvHeads: 5,
  feedForward: 1024,
  // Without it, a prompt of 2048 tokens would have logits of 262 MB, on either side.
  logitsToKeep: true,
}

/**
 * 4 million: for what is counted, to which the width of a model means nothing. On the adapter that Chromium emulates on
 * a CPU, a token of the large one would take seconds.
 * @type {DecoderOptions}
 */
const narrow = { ...common, width: 64, heads: 4, kvHeads: 2 }

/** @param {string} folder */
export function writeLargeDecoder(folder) {
  writeFiles(folder, decoderExport({ ...large, tokens: vocabulary }))
}

/**
 * One network in two files: as Hugging Face's exporters write it, which both sides read, and with lengths in place of
 * the mask, which can be recorded on a GPU and which Transformers.js does not feed.
 * @param {string} folder
 */
export function writeNarrowDecoder(folder) {
  const devices = { wasm: 'onnx/model.onnx', webgpu: 'onnx/model_webgpu.onnx' }
  const onGpu = { ...narrow, lengths: true }
  writeFiles(folder, {
    ...decoderExport({ ...narrow, tokens: vocabulary }),
    [devices.webgpu]: writeDecoder(onGpu).onnx,
    'vitrine.json': JSON.stringify({ task: 'text-generation', devices }),
  })
}

/**
 * @param {string} folder
 * @param {Record<string, Uint8Array | string>} files
 */
function writeFiles(folder, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}
