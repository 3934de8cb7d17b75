/** An encoder–decoder on the real runtime, and what its graphs say with nothing of ours in between. */
import * as ort from 'onnxruntime-web/wasm'
import {
  openEncoderDecoder,
  type OpenedEncoderDecoder,
} from '../../runtime/decoder/encoder-decoder/encoder-decoder.ts'
import type { StartedOrt } from '../../runtime/ort.ts'
import { openSession, type RuntimeSession } from '../../runtime/session.ts'
import { startNodeOrt } from '../node-ort.ts'
import { encoderOnnx, mergedDecoderOnnx, uncachedDecoderOnnx } from './encoder-decoder.ts'

export const encoderModel = encoderOnnx()
export const mergedModel = mergedDecoderOnnx()
export const uncachedModel = uncachedDecoderOnnx()

/** The logits behind each token of a text. */
export type Reference = (
  source: readonly number[],
  text: readonly number[],
) => Promise<readonly Float32Array[]>

export async function createReference(): Promise<Reference> {
  ort.env.wasm.numThreads = 1
  const encoder = await ort.InferenceSession.create(encoderModel)
  const decoder = await ort.InferenceSession.create(uncachedModel)
  return async (source, text) => {
    const mask = int64(source.map(() => 1))
    const read = await encoder.run({ input_ids: int64(source), attention_mask: mask })
    const { logits } = await decoder.run({
      input_ids: int64(text),
      encoder_attention_mask: mask,
      encoder_hidden_states: read['last_hidden_state']!,
    })
    const width = logits!.dims.at(-1)!
    const data = logits!.data as Float32Array
    return text.map((_, row) => data.slice(row * width, (row + 1) * width))
  }
}

function int64(values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
}

export interface EncoderDecoderSetUp {
  readonly started: StartedOrt
  /** One for each model: opening them takes most of the time, and they know nothing of each other. */
  session(model: Uint8Array): Promise<RuntimeSession>
  /** @param way `plain`: by `session.run` alone, as where the heap cannot be reached */
  open(way: 'heap' | 'plain', decoder?: Uint8Array): Promise<OpenedEncoderDecoder>
}

export async function setUpEncoderDecoder(): Promise<EncoderDecoderSetUp> {
  const started = await startNodeOrt()
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const sessions = new Map<Uint8Array, Promise<RuntimeSession>>()
  const session = (model: Uint8Array) => {
    const opened =
      sessions.get(model) ??
      openSession(started, choice, {
        requested: 'wasm',
        filesFor: async () => ({ path: 'model.onnx', model, external: [] }),
      })
    sessions.set(model, opened)
    return opened
  }
  return {
    started,
    session,
    async open(way, model = mergedModel) {
      const [encoder, decoder] = [await session(encoderModel), await session(model)]
      return way === 'heap'
        ? openEncoderDecoder(encoder, decoder)
        : openEncoderDecoder(withoutInside(encoder), withoutInside(decoder))
    },
  }
}

function withoutInside({ raw, ...rest }: RuntimeSession): RuntimeSession {
  const { inside: _, ...plain } = raw
  return { ...rest, raw: plain }
}

/** The largest between two rows of logits. */
export function difference(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity
  return Math.max(...Array.from(actual, (value, id) => Math.abs(value - expected[id]!)))
}

export async function copyOf(next: Promise<{ values(): Promise<Float32Array> }>) {
  return (await (await next).values()).slice()
}
