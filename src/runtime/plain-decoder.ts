import { VitrineError } from '../protocol/errors.ts'
import type { Ort } from './ort.ts'
import type { RuntimeSession } from './session.ts'

type OrtTensor = Ort.Tensor

/** The decoder's inputs and outputs by role, as Hugging Face exporters name them. */
interface Roles {
  readonly mask: boolean
  readonly positions: boolean
  /** Input name → the output that holds its next value. */
  readonly cache: ReadonlyMap<string, string>
  readonly cacheShapes: ReadonlyMap<string, readonly number[]>
}

/**
 * A decoder over nothing but `session.run`: `present.*` of one step are the `past_key_values.*` of the next. On
 * WebGPU they stay in GPU buffers; on WASM they pass through JavaScript, copied out and in at every step.
 * @throws VitrineError `export-unsupported` when the graph is not a decoder of this kind.
 */
export function createPlainDecoder({ inputs, outputs, raw }: RuntimeSession) {
  const roles = readRoles(inputs, outputs)
  const { ort } = raw
  let cache: Record<string, OrtTensor> = {}
  let length = 0
  // One growing array for both: position i is i, and the mask is all ones. A view per step, no copy here.
  let ones = new BigInt64Array(0)
  let positions = new BigInt64Array(0)

  function reset() {
    for (const tensor of Object.values(cache)) tensor.dispose()
    cache = {}
    length = 0
    for (const [name, shape] of roles.cacheShapes) {
      cache[name] = new ort.Tensor('float32', new Float32Array(0), shape)
    }
  }

  function grow(total: number) {
    if (ones.length >= total) return
    const size = Math.max(total, 2 * ones.length, 256)
    ones = new BigInt64Array(size).fill(1n)
    positions = BigInt64Array.from({ length: size }, (_, i) => BigInt(i))
  }

  async function append(ids: readonly number[]): Promise<Float32Array> {
    const count = ids.length
    const total = length + count
    grow(total)
    const feeds: Record<string, OrtTensor> = {
      input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, count]),
      ...cache,
    }
    if (roles.mask) {
      feeds['attention_mask'] = new ort.Tensor('int64', ones.subarray(0, total), [1, total])
    }
    if (roles.positions) {
      feeds['position_ids'] = new ort.Tensor('int64', positions.subarray(length, total), [1, count])
    }
    const results = await raw.run(feeds)
    for (const [past, present] of roles.cache) {
      cache[past]?.dispose()
      cache[past] = tensorNamed(results, present)
    }
    length = total
    return lastRow(await raw.settle(() => readLogits(tensorNamed(results, 'logits'))))
  }

  reset()
  return { append, reset }
}

function readRoles(inputs: RuntimeSession['inputs'], outputs: RuntimeSession['outputs']): Roles {
  const cache = new Map<string, string>()
  const cacheShapes = new Map<string, readonly number[]>()
  const outputNames = new Set(outputs.map((output) => output.name))
  const known = new Set(['input_ids', 'attention_mask', 'position_ids'])
  for (const { name, type, dims } of inputs) {
    if (known.has(name)) {
      if (type !== 'int64') throw unsupported(`Its input “${name}” is ${type}, not int64`)
      continue
    }
    const present = name.replace(/^past_key_values\./, 'present.')
    if (present === name || !outputNames.has(present)) {
      throw unsupported(`Its input “${name}” is not known here`)
    }
    if (type !== 'float32') throw unsupported(`Its KV cache is ${type}, not float32`)
    const [, heads, , width] = dims
    if (dims.length !== 4 || typeof heads !== 'number' || typeof width !== 'number') {
      throw unsupported(`Its input “${name}” is not [batch, heads, past, width] with fixed heads`)
    }
    cache.set(name, present)
    cacheShapes.set(name, [1, heads, 0, width])
  }
  const names = new Set(inputs.map((input) => input.name))
  if (!names.has('input_ids') || !outputNames.has('logits')) {
    throw unsupported('It does not turn “input_ids” into “logits”')
  }
  if (cache.size === 0) throw unsupported('It has no KV cache (past_key_values inputs)')
  return {
    mask: names.has('attention_mask'),
    positions: names.has('position_ids'),
    cache,
    cacheShapes,
  }
}

interface Logits {
  readonly data: Float32Array
  readonly vocabulary: number
}

/** Logits `[1, positions, vocabulary]`, wherever they lie. */
async function readLogits(logits: OrtTensor): Promise<Logits> {
  const data = await logits.getData(true)
  if (!(data instanceof Float32Array))
    throw unsupported(`Its logits are ${logits.type}, not float32`)
  return { data, vocabulary: logits.dims.at(-1) ?? 0 }
}

/** The last position; everything else is dropped. */
function lastRow({ data, vocabulary }: Logits): Float32Array {
  return data.subarray(data.length - vocabulary)
}

function tensorNamed(results: Ort.InferenceSession.OnnxValueMapType, name: string): OrtTensor {
  const tensor = results[name]
  if (tensor === undefined) throw unsupported(`It gives no output “${name}”`)
  return tensor
}

function unsupported(problem: string): VitrineError {
  return new VitrineError('export-unsupported', { problem })
}
