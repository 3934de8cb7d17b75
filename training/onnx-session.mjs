// Runs one ONNX model for a Python parent, on the same onnxruntime-web build of WebAssembly that the
// page uses where there is no GPU. See onnx_session.py for the other end of the pipe.
//
// Each message is a line of JSON, then the tensors' bytes one after another in the line's order:
//   { tensors: [{ name, type, dims, byteLength }], fetches?: [name] }
// A tensor of strings has them in the line, as `values`, and no bytes.
// A first line without tensors is the greeting: input and output names, and the creation time.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import * as ort from 'onnxruntime-web/wasm'

const NEWLINE = 10
const ARRAY_TYPES = { float32: Float32Array, int64: BigInt64Array, int32: Int32Array }

/** Hands out exact numbers of bytes, or whole lines, from standard input; null at its end. */
class Reader {
  #chunks = process.stdin[Symbol.asyncIterator]()
  #rest = Buffer.alloc(0)

  async #more() {
    const { value, done } = await this.#chunks.next()
    return done ? null : value
  }

  async bytes(length) {
    const parts = [this.#rest]
    let held = this.#rest.length
    while (held < length) {
      const chunk = await this.#more()
      if (chunk === null) throw new Error('The input ended inside a tensor')
      parts.push(chunk)
      held += chunk.length
    }
    const all = Buffer.concat(parts)
    this.#rest = all.subarray(length)
    return all.subarray(0, length)
  }

  async line() {
    let end
    while ((end = this.#rest.indexOf(NEWLINE)) < 0) {
      const chunk = await this.#more()
      if (chunk === null) return null
      this.#rest = Buffer.concat([this.#rest, chunk])
    }
    return (await this.bytes(end + 1)).toString('utf8')
  }
}

async function write(chunk) {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain')
}

const asBytes = (data) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

ort.env.wasm.numThreads = Number(process.argv[3] ?? 1)
const model = await readFile(process.argv[2])
await ort.InferenceSession.create(model).then((warm) => warm.release()) // compiles the runtime itself
const startMs = performance.now()
const session = await ort.InferenceSession.create(model)
const createMs = performance.now() - startMs
const { inputNames, outputNames } = session
await write(JSON.stringify({ inputNames, outputNames, createMs }) + '\n')

const reader = new Reader()
for (let line = await reader.line(); line !== null; line = await reader.line()) {
  const message = JSON.parse(line)
  const feeds = {}
  for (const { name, type, dims, byteLength, values } of message.tensors) {
    if (type === 'string') {
      feeds[name] = new ort.Tensor(type, values, dims)
      continue
    }
    // Copied, because a typed array wants its own alignment.
    const bytes = Uint8Array.from(await reader.bytes(byteLength))
    feeds[name] = new ort.Tensor(type, new ARRAY_TYPES[type](bytes.buffer), dims)
  }
  const outputs = await session.run(feeds, message.fetches ?? outputNames)
  const tensors = Object.entries(outputs).map(([name, { type, dims, data }]) => ({
    name,
    type,
    dims,
    ...(type === 'string' ? { byteLength: 0, values: data } : { byteLength: data.byteLength }),
  }))
  await write(JSON.stringify({ tensors }) + '\n')
  for (const { type, data } of Object.values(outputs)) {
    if (type !== 'string') await write(asBytes(data))
  }
}
process.exit(0)
