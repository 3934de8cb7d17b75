// How long exported files take for a token on WebAssembly, the cache in place as the page keeps it: one buffer in the
// wasm heap is both past and present of a layer, and only ids go in.
//
//   node training/stories/decode-speed.mjs [--threads 2] [--rounds 25] a/onnx/model.onnx b/onnx/model.onnx
//
// The files take turns, so that what else the machine does falls on all of them alike; the least time of many says most.
/* oxlint-disable no-underscore-dangle -- the wasm module's own names */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const CONTEXTS = [16, 256, 448]
const STEPS = 24
const ROOM = 512
const TYPES = { float32: 1, int32: 6, int64: 7 }
const BYTES = { float32: 4, int32: 4, int64: 8 }

const { values: options, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '25' },
  },
})
// With threads the package fetches its glue anew unless that has the page's own origin; a file's is "null".
globalThis.location = { origin: 'null' }
const require = createRequire(import.meta.url)
const ort = require('onnxruntime-web/wasm')
const glue = pathToFileURL(require.resolve('onnxruntime-web/ort-wasm-simd-threaded.mjs')).href
let heap
globalThis.keepModule = async (config) => {
  const { default: factory } = await import(glue)
  return (heap = await factory(config))
}
ort.env.wasm.wasmPaths = { mjs: 'data:text/javascript,export default globalThis.keepModule' }
ort.env.wasm.wasmBinary = await readFile(
  require.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
)
ort.env.wasm.numThreads = Number(options.threads)

/** Another thread may have made the memory larger: reading a byte renews the views. */
function words() {
  heap.getValue(0, 'i8')
  return heap.HEAP32
}

function allocate(bytes) {
  const address = heap._malloc(bytes)
  words()
  heap.HEAPU8.fill(0, address, address + bytes)
  return address
}

function text(value) {
  const bytes = new TextEncoder().encode(value)
  const address = allocate(bytes.length + 1)
  heap.HEAPU8.set(bytes, address)
  return address
}

function tensor(type, dims, address) {
  const stack = heap.stackSave()
  const place = heap.stackAlloc(4 * dims.length + 4)
  words().set(dims, place >> 2)
  const bytes = dims.reduce((product, dim) => product * dim, BYTES[type])
  const made = heap._OrtCreateTensor(TYPES[type], address, bytes, place, dims.length, 1)
  heap.stackRestore(stack)
  return made
}

async function open(path) {
  const session = await ort.InferenceSession.create(await readFile(path), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    enableCpuMemArena: true,
    enableMemPattern: true,
  })
  const { inputNames, outputNames, handler } = session
  const caches = {}
  for (const { name, shape } of session.inputMetadata.filter((one) =>
    one.name.startsWith('past'),
  )) {
    const dims = [1, shape[1], ROOM, shape[3]]
    caches[name] = tensor('float32', dims, allocate(4 * shape[1] * ROOM * shape[3]))
  }
  const ids = allocate(8 * ROOM)
  const mask = allocate(8 * ROOM)
  for (let place = 0; place < ROOM; place++) words()[(mask >> 2) + 2 * place] = 1
  const keep = allocate(8)
  words()[keep >> 2] = 1
  const before = allocate(8)
  const all = allocate(8)
  const numbers = {
    num_logits_to_keep: tensor('int64', [], keep),
    seqlens_k: tensor('int32', [1], before),
    total_sequence_length: tensor('int32', [], all),
  }
  const count = inputNames.length + outputNames.length
  const names = allocate(4 * count)
  const handles = allocate(4 * count)
  words().set([...inputNames, ...outputNames].map(text), names >> 2)
  const runOptions = heap._OrtCreateRunOptions(2, 0, false, 0)
  const offset = 4 * inputNames.length

  return (tokens, from) => {
    const total = from + tokens.length
    for (const [place, id] of tokens.entries()) words()[(ids >> 2) + 2 * place] = id
    words()[before >> 2] = total - 1
    words()[all >> 2] = total
    const row = tensor('int64', [1, tokens.length], ids)
    const ones = tensor('int64', [1, total], mask)
    const fed = { ...caches, ...numbers, input_ids: row, attention_mask: ones }
    const given = outputNames.map((name) => caches[name.replace('present', 'past_key_values')] ?? 0)
    words().set([...inputNames.map((name) => fed[name]), ...given], handles >> 2)
    const code = heap._OrtRun(
      handler.sessionId,
      names,
      handles,
      inputNames.length,
      names + offset,
      outputNames.length,
      handles + offset,
      runOptions,
    )
    if (code !== 0) throw new Error(`${path} cannot be run: ${code}`)
    const logits = words()[(handles + offset + 4 * outputNames.indexOf('logits')) >> 2]
    for (const made of [logits, row, ones]) heap._OrtReleaseTensor(made)
  }
}

const steps = []
for (const path of paths) steps.push(await open(path))
const ms = (work) => {
  const start = performance.now()
  work()
  return performance.now() - start
}
for (const context of CONTEXTS) {
  const prompt = Array.from({ length: context }, (_, place) => 50 + ((place * 37) % 1900))
  const times = paths.map(() => ({ prefill: [], step: [] }))
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [index, step] of steps.entries()) {
      times[index].prefill.push(ms(() => step(prompt, 0)))
      for (let i = 0; i < STEPS; i++) times[index].step.push(ms(() => step([60], context + i)))
    }
  }
  for (const [index, { prefill, step }] of times.entries()) {
    const median = step.sort((a, b) => a - b)[step.length >> 1]
    process.stdout.write(
      `${paths[index]}: context ${context}, ${options.threads} threads: ` +
        `${step[0].toFixed(3)} ms a token (median ${median.toFixed(3)}), ` +
        `prompt ${Math.min(...prefill).toFixed(1)} ms\n`,
    )
  }
}
process.exit(0)
