/** The product's own decoders in a page, without pipeline and worker: what a test needs to look at them closely. */
import { halvesToFloats } from '../../../src/core/tensors/float16.ts'
import { chooseBuild, chooseDevice } from '../../../src/runtime/choose-device.ts'
import { createRanker } from '../../../src/runtime/decoder/gpu/ranker.ts'
import { openDecoder, type OpenedDecoder } from '../../../src/runtime/decoder/decoder.ts'
import { startOrt, type StartedOrt } from '../../../src/runtime/ort.ts'
import { openSession } from '../../../src/runtime/session.ts'
import type { Gpu } from '../../../src/runtime/gpu.ts'
import { createTextGeneration } from '../../../src/pipelines/text-generation.ts'
import type { Tokenizer } from '../../../src/pipelines/ports.ts'
import type { GenerationSettings } from '../../../src/protocol/manifest.ts'
import type { DecodingReport } from '../../../src/protocol/runtime.ts'
import type { Traffic } from '../../../src/protocol/tasks.ts'
import { VitrineError } from '../../../src/protocol/errors.ts'

type Ranking = readonly { readonly id: number; readonly prob: number }[]
type Provider = 'webgpu' | 'wasm'

let gpu: Gpu | undefined
let started: StartedOrt | undefined
let opened: OpenedDecoder | undefined

/** One runtime and one device for all that is opened, as one worker has them. */
async function begin() {
  const device = await chooseDevice('webgpu', false)
  gpu ??= device.gpu
  const build = chooseBuild(device, 0)
  started ??= await startOrt(build, 1)
  return { started, choice: { ...device, build } }
}

function decoder() {
  if (opened === undefined) throw new Error('No decoder is open')
  return opened.decoder
}

export const decoders = {
  /** @param plain the runtime's own `run`, and its cache through JavaScript: what all others are held to */
  async open(
    path: string,
    provider: Provider,
    capture = false,
    plain = false,
  ): Promise<DecodingReport> {
    const { started: runtime, choice } = await begin()
    const { gpu: _, ...withoutGpu } = choice
    const onGpu = { ...choice, ...(gpu && { gpu }) }
    const model = new Uint8Array(await (await fetch(path)).arrayBuffer())
    const session = await openSession(runtime, provider === 'webgpu' ? onGpu : withoutGpu, {
      requested: provider,
      keepOutputsOnGpu: false,
      capture,
      filesFor: async () => ({ path, model, external: [] }),
    })
    if (session.report.provider !== provider)
      throw new Error(`It runs on ${session.report.provider}`)
    const { inputs, outputs, raw } = session
    const { inside: _inside, ...outside } = raw
    opened = await openDecoder(plain ? { inputs, outputs, raw: outside } : session)
    return opened.report
  },

  /** What a decoder says behind each of these pieces of a text, one after the other, from an empty cache. */
  async logits(pieces: readonly (readonly number[])[]): Promise<number[][]> {
    await decoder().rewind(0)
    const said: number[][] = []
    for (const piece of pieces) said.push([...(await (await decoder().append(piece)).values())])
    return said
  },

  /** Cuts a text, then goes on: the logits behind `added`. */
  async logitsAfterCut(
    text: readonly number[],
    kept: number,
    added: readonly number[],
  ): Promise<number[]> {
    await decoder().rewind(0)
    await decoder().append(text)
    const length = await decoder().rewind(kept)
    return [...(await (await decoder().append([...text.slice(length, kept), ...added])).values())]
  },

  /** Behind each of the ids, in one call. */
  async eachLogits(ids: readonly number[]): Promise<number[][]> {
    await decoder().rewind(0)
    const said: number[][] = []
    await decoder().appendEach(ids, (logits) => said.push([...logits]))
    return said
  },

  /** Takes the most probable tokens in blocks of this size; the last ranking is of what would come next. */
  async greedy(
    prompt: readonly number[],
    count: number,
    block: number,
  ): Promise<{ rankings: Ranking[]; traffic: Traffic; msPerToken: number }> {
    const { append, rewind, appendGreedily, traffic } = decoder()
    if (appendGreedily === undefined) throw new Error('It does not take tokens by itself')
    await rewind(0)
    let next = await append(prompt)
    const rankings: Ranking[] = []
    const before = { ...traffic }
    const startedAt = performance.now()
    while (rankings.length < count) {
      const { taken, next: after } = await appendGreedily(Math.min(block, count - rankings.length))
      rankings.push(...taken)
      next = after
    }
    rankings.push(await next.best())
    const msPerToken = (performance.now() - startedAt) / count
    return { rankings, traffic: since(before, traffic), msPerToken }
  },

  /** One token at a time, by the page's own look at all logits. */
  async bySampling(
    prompt: readonly number[],
    count: number,
  ): Promise<{ ids: number[]; traffic: Traffic; msPerToken: number }> {
    const { append, rewind, traffic } = decoder()
    await rewind(0)
    let next = await append(prompt)
    const ids: number[] = []
    const before = { ...traffic }
    const startedAt = performance.now()
    for (let index = 0; index < count; index++) {
      const values = await next.values()
      const id = values.indexOf(Math.max(...values))
      ids.push(id)
      next = await append([id])
    }
    const msPerToken = (performance.now() - startedAt) / count
    return { ids, traffic: since(before, traffic), msPerToken }
  },

  /** The whole pipeline over it: ids, and how probable the model found each. */
  async write(
    prompt: readonly number[],
    settings: GenerationSettings,
  ): Promise<{ ids: number[]; probs: number[] }> {
    const ids: number[] = []
    const probs: number[] = []
    const pipeline = createTextGeneration(
      { ...numbersOnly, defaults: settings },
      { tokenizer: numbers, decoder: decoder() },
    )
    await pipeline.run(
      { prompt: prompt.join(' '), settings },
      {
        signal: { aborted: false },
        breathe: async () => {},
        now: () => performance.now(),
        report({ id, prob }) {
          ids.push(id)
          probs.push(prob)
        },
      },
    )
    return { ids, probs }
  },

  /** @returns the code of what a call that is under way, and one that comes late, are rejected with */
  async lose(prompt: readonly number[]): Promise<string[]> {
    const { append, appendGreedily } = decoder()
    await append(prompt)
    const waiting = appendGreedily!(8)
    gpu!.device.destroy()
    return [await codeOf(waiting), await codeOf(append([1])), await codeOf(appendGreedily!(1))]
  },

  /** Runs the kernel alone, over logits that no model gives. @returns undefined where they are not finite */
  async rank(values: readonly number[], type: 'float32' | 'float16'): Promise<Ranking | undefined> {
    await begin()
    const { device } = gpu!
    const data = type === 'float32' ? Float32Array.from(values) : floatsToHalves(values)
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC
    const bytes = Math.ceil(data.byteLength / 16) * 16
    const logits = device.createBuffer({ size: bytes, usage })
    const padded = new Uint8Array(bytes)
    padded.set(new Uint8Array(data.buffer))
    device.queue.writeBuffer(logits, 0, padded)
    const ids = device.createBuffer({ size: 16, usage })
    const vocabularySize = values.length
    const ranker = await createRanker(gpu!, { logits, type, vocabularySize, ids, idType: 'int64' })
    ranker.rank(0)
    try {
      return (await ranker.read(1))[0]
    } catch (error) {
      if (error instanceof VitrineError && error.code === 'output-not-finite') return undefined
      throw error
    } finally {
      ranker.close()
    }
  },

  async codeOfAppending(ids: readonly number[]): Promise<string> {
    return codeOf(
      decoder()
        .append(ids)
        .then((next) => next.best()),
    )
  },
}

/** Each token is written as its number. */
const numbers: Tokenizer = {
  encode: (text) => text.split(' ').map(Number),
  decode: (ids) => ids.join(' '),
  spelling: String,
}

const numbersOnly = {
  id: 'numbers',
  title: '',
  description: '',
  layout: 'graph',
  reasons: [],
  base: './',
  files: [],
  model: 'model.onnx',
  task: 'text-generation',
  tokenizer: { path: 'tokenizer.json' },
  contextLength: 512,
  stopTokenIds: [],
  examples: [],
} as const

/** For numbers that 16 bits hold. */
function floatsToHalves(values: readonly number[]): Uint16Array {
  const table = new Map<number, number>()
  const all = halvesToFloats(Uint16Array.from({ length: 65_536 }, (_, bits) => bits))
  all.forEach((value, bits) => table.set(value, bits))
  return Uint16Array.from(values, (value) => table.get(value) ?? 0)
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'none'
  } catch (error) {
    return error instanceof VitrineError ? error.code : String(error)
  }
}

function since(before: Traffic, now: Traffic): Traffic {
  return {
    bytesIn: now.bytesIn - before.bytesIn,
    bytesOut: now.bytesOut - before.bytesOut,
    gpuBuffers: now.gpuBuffers - before.gpuBuffers,
    gpuSubmits: now.gpuSubmits - before.gpuSubmits,
  }
}

declare global {
  var decodersTool: typeof decoders
}

globalThis.decodersTool = decoders
