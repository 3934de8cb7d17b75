import { existsSync, readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-web/wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Decoder, Tokenizer } from '../pipelines/ports.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import { greedy, textManifest } from '../testing/text-model.ts'
import { createTokenizer } from './tokenizer.ts'

const fixtures = new URL('../../../shared/fixtures/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: golden text of stories260k, because ../shared is absent')

interface Golden {
  readonly cases: readonly {
    readonly prompt: string
    readonly prompt_ids: readonly number[]
    readonly first_step_top5_logits: readonly (readonly [number, number])[]
    readonly greedy_ids: readonly number[]
    /** Prompt and continuation. */
    readonly text: string
  }[]
}

const bytes = (path: string) => readFileSync(new URL(path, fixtures))
const json = (path: string): unknown => JSON.parse(bytes(path).toString('utf8'))
const golden = isAbsent ? { cases: [] } : (json('golden/stories260k.json') as Golden)

const layers = [0, 1, 2, 3, 4]
const manifest: TextGenerationManifest = {
  ...textManifest,
  contextLength: 512,
  bosTokenId: 1,
  stopTokenIds: [2],
}

/** The plainest decoder there is: the cache goes out and in again with every run. */
function createDecoder(session: ort.InferenceSession): Decoder {
  let cache: Record<string, ort.Tensor> = {}
  let length = 0
  const reset = () => {
    length = 0
    for (const name of layers.flatMap((layer) => [`${layer}.key`, `${layer}.value`])) {
      cache[name] = new ort.Tensor('float32', new Float32Array(0), [1, 4, 0, 8])
    }
  }
  return {
    reset,
    async append(ids) {
      const feeds: Record<string, ort.Tensor> = {
        input_ids: int64(ids),
        attention_mask: int64(Array.from({ length: length + ids.length }, () => 1)),
        position_ids: int64(ids.map((_, i) => length + i)),
      }
      for (const [name, tensor] of Object.entries(cache)) feeds[`past_key_values.${name}`] = tensor
      const outputs = await session.run(feeds)
      cache = Object.fromEntries(
        Object.keys(cache).map((name) => [name, tensorOf(outputs, `present.${name}`)]),
      )
      length += ids.length
      const logits = tensorOf(outputs, 'logits').data
      if (!(logits instanceof Float32Array)) throw new TypeError('the logits are not float32')
      return logits.subarray(-512)
    },
  }
}

function int64(values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
}

function tensorOf(outputs: ort.InferenceSession.OnnxValueMapType, name: string): ort.Tensor {
  const tensor = outputs[name]
  if (tensor === undefined) throw new Error(`no output ${name}`)
  return tensor
}

describe.skipIf(isAbsent)('stories260k through our own pipeline', () => {
  let tokenizer: Tokenizer
  let decoder: Decoder

  beforeAll(async () => {
    ort.env.wasm.numThreads = 1
    const folder = 'exports/stories260k/'
    tokenizer = createTokenizer(
      json(`${folder}tokenizer.json`),
      json(`${folder}tokenizer_config.json`),
    )
    decoder = createDecoder(await ort.InferenceSession.create(bytes(`${folder}onnx/model.onnx`)))
  })

  it.each(golden.cases)('writes what ONNX Runtime writes in Python: $prompt', async (expected) => {
    expect(tokenizer.encode(expected.prompt)).toEqual(expected.prompt_ids)
    const pieces: string[] = []
    const pipeline = createTextGeneration(manifest, { decoder, tokenizer })
    const settings = { ...greedy, maxNewTokens: expected.greedy_ids.length }
    const result = await pipeline.run(
      { prompt: expected.prompt, settings },
      {
        signal: { aborted: false },
        breathe: () => Promise.resolve(),
        now: () => performance.now(),
        report(step) {
          pieces.push(step.text)
          if (step.index > 0) return
          const top = expected.first_step_top5_logits.slice(0, 3)
          expect(step.candidates.map(({ id }) => id)).toEqual(top.map(([id]) => id))
          const [first, second] = step.candidates.map(({ prob }) => Math.log(prob))
          expect(first! - second!).toBeCloseTo(top[0]![1] - top[1]![1], 2)
        },
      },
    )
    expect(result.ids).toEqual(expected.greedy_ids)
    expect(expected.prompt + result.text).toBe(expected.text)
    expect(pieces.join('')).toBe(result.text)
    expect(result.finishReason).toBe('length')
  })

  it('begins a story when the prompt is empty', async () => {
    const pipeline = createTextGeneration(manifest, { decoder, tokenizer })
    const { text, promptTokens } = await pipeline.run(
      { prompt: '', settings: { ...greedy, maxNewTokens: 8 } },
      {
        signal: { aborted: false },
        breathe: () => Promise.resolve(),
        now: () => performance.now(),
        report: () => {},
      },
    )
    expect(promptTokens).toBe(1)
    expect(text).toMatch(/^Once upon a time/)
  })
})
