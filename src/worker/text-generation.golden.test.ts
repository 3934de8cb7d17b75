import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Decoder, Tokenizer } from '../pipelines/ports.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import { openDecoder, type OpenedDecoder } from '../runtime/decoder/decoder.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
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

const manifest: TextGenerationManifest = {
  ...textManifest,
  contextLength: 512,
  bosTokenId: 1,
  stopTokenIds: [2],
}

describe.skipIf(isAbsent)('stories260k through our own pipeline', () => {
  let tokenizer: Tokenizer
  let decoder: Decoder
  let opened: OpenedDecoder

  beforeAll(async () => {
    const folder = 'exports/stories260k/'
    tokenizer = createTokenizer(
      json(`${folder}tokenizer.json`),
      json(`${folder}tokenizer_config.json`),
    )
    const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
    const path = `${folder}onnx/model.onnx`
    const session = await openSession(await startNodeOrt(), choice, {
      requested: 'wasm',
      filesFor: async () => ({ path, model: bytes(path), external: [] }),
    })
    opened = await openDecoder(session)
    ;({ decoder } = opened)
  })

  it('is read with its cache in the heap', () => {
    expect(opened.report.cache).toBe('fed-back')
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
