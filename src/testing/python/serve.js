// @ts-check
/** What the stand-ins for Python's packages ask: models on ONNX Runtime Web, tokenizers on Hugging Face's own. */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Tokenizer } from '@huggingface/tokenizers'
import * as ort from 'onnxruntime-web/wasm'

ort.env.wasm.numThreads = 1
ort.env.logLevel = 'error'

/** @type {ort.InferenceSession[]} */
const sessions = []
/** @type {Tokenizer[]} */
const tokenizers = []

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
}

/** @param {readonly ort.InferenceSession.ValueMetadata[]} values */
const described = (values) =>
  values.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: value.shape }
      : { name: value.name, type: 'other', shape: [] },
  )

/** @param {{ type: keyof typeof arrays | 'string', dims: number[], data: string, texts?: string[] }} given */
function read({ type, dims, data, texts }) {
  if (type === 'string') return new ort.Tensor('string', texts ?? [], dims)
  const bytes = Buffer.from(data, 'base64')
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  // The constructor's overloads want to know the type beforehand.
  return new ort.Tensor(
    /** @type {'float32'} */ (type),
    /** @type {Float32Array} */ (new arrays[type](copy)),
    dims,
  )
}

/** @param {ort.Tensor} tensor */
function write({ type, dims, data }) {
  if (type === 'string') return { type, dims, texts: data }
  const { buffer, byteOffset, byteLength } = /** @type {Float32Array} */ (data)
  return { type, dims, data: Buffer.from(buffer, byteOffset, byteLength).toString('base64') }
}

/** @param {any} request eslint-disable-line */
async function answer(request) {
  const tokenizer = /** @type {Tokenizer} */ (tokenizers[request.tokenizer])
  switch (request.kind) {
    case 'model': {
      const session = await ort.InferenceSession.create(readFileSync(request.path))
      const place = sessions.push(session) - 1
      const [inputs, outputs] = [
        described(session.inputMetadata),
        described(session.outputMetadata),
      ]
      return { session: place, inputs, outputs }
    }
    case 'run': {
      /** @type {Record<string, ort.Tensor>} */
      const feeds = {}
      for (const [name, one] of Object.entries(request.feeds)) feeds[name] = read(one)
      const outputs = await /** @type {ort.InferenceSession} */ (sessions[request.session]).run(
        feeds,
        request.names,
      )
      return {
        outputs: request.names.map((/** @type {string} */ name) =>
          write(/** @type {ort.Tensor} */ (outputs[name])),
        ),
      }
    }
    case 'tokenizer': {
      const json = JSON.parse(readFileSync(request.path, 'utf8'))
      return { tokenizer: tokenizers.push(new Tokenizer(json, {})) - 1 }
    }
    case 'encode': {
      const { ids } = tokenizer.encode(request.text, { add_special_tokens: request.special })
      return { answer: request.most === null ? ids : ids.slice(0, request.most) }
    }
    case 'decode':
      return {
        answer: tokenizer.decode(request.ids, {
          skip_special_tokens: true,
          clean_up_tokenization_spaces: false,
        }),
      }
    case 'id':
      return { answer: tokenizer.token_to_id(request.token) ?? null }
    case 'token':
      return { answer: tokenizer.id_to_token(request.id) ?? null }
    default:
      throw new Error(`no such request: ${request.kind}`)
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = await answer(JSON.parse(line)).catch((error) => ({
    error: String(error?.message ?? error).slice(0, 400),
  }))
  process.stdout.write(`${JSON.stringify(said)}\n`)
}
