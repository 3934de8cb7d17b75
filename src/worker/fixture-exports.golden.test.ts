import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeError } from '../protocol/messages.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { Ort } from '../runtime/ort.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { greedy, textManifest } from '../testing/text-model.ts'
import { createPipeline } from './pipelines.ts'

const fixtures = new URL('../../../shared/fixtures/exports/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: texts of the fixture exports, because ../shared is absent')

const started = await startNodeOrt()
const { ort } = started

const read = (path: string) => new Uint8Array(readFileSync(new URL(path, fixtures)))

/** The export's own pipeline, as the worker makes it. */
async function open(folder: string, more: Partial<TextGenerationManifest>) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const { bosTokenId: _, ...plain } = textManifest
  const manifest: TextGenerationManifest = { ...plain, stopTokenIds: [], ...more }
  const files = { path: manifest.model, model: read(folder + manifest.model), external: [] }
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve(files),
  })
  const { pipeline } = await createPipeline(manifest, {
    session,
    read: (path) => Promise.resolve(read(folder + path)),
    loadPictureDecoder: () => Promise.reject(new Error('no pictures')),
  })
  return async (prompt: string, maxNewTokens: number) => {
    const result = await pipeline.run(
      { prompt, settings: { ...greedy, maxNewTokens } },
      {
        signal: { aborted: false },
        breathe: () => Promise.resolve(),
        now: () => performance.now(),
        report: () => {},
      },
    )
    if (!('finishReason' in result)) throw new Error('no text came')
    return result
  }
}

/** Greedy continuation by nothing but the runtime: the whole sequence at each step. */
async function byHand(
  path: string,
  prompt: readonly number[],
  count: number,
  feedsOf: (ids: readonly number[]) => Record<string, Ort.Tensor>,
): Promise<number[]> {
  const session = await ort.InferenceSession.create(read(path))
  const ids = [...prompt]
  for (let step = 0; step < count; step++) {
    const { logits } = await session.run(feedsOf(ids), ['logits'])
    const row = Array.from(logits!.data as Float32Array).slice(-logits!.dims.at(-1)!)
    ids.push(row.indexOf(Math.max(...row)))
  }
  return ids.slice(prompt.length)
}

describe.skipIf(isAbsent)('an export without cache and tokenizer', () => {
  const folder = 't071-lm-tiny/'
  const more = { tokenizer: { vocabularySize: 101 }, contextLength: 128 }

  it('writes tokens by their numbers, those that the runtime alone would choose', async () => {
    const generate = await open(folder, more)
    const result = await generate('Hi', 12)
    const expected = await byHand(`${folder}model.onnx`, [72, 4], 12, (ids) => ({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    }))
    expect(result.ids).toEqual(expected)
    expect(result.text).toBe(expected.map((id) => `[${id}]`).join(''))
  })

  it('fills its context to the last place, and no further', async () => {
    const generate = await open(folder, more)
    const { ids, contextFull, promptTokens } = await generate('x'.repeat(120), 50)
    expect(promptTokens + ids.length).toBe(128)
    expect(contextFull).toBe(true)
    await expect(generate('x'.repeat(128), 1)).rejects.toMatchObject({ code: 'context-full' })
  })
})

describe.skipIf(isAbsent)('an export whose tokenizer knows more tokens than its model', () => {
  const folder = 'genai-tiny-random-gpt2/'
  const more = {
    model: 'past.onnx',
    tokenizer: { path: 'tokenizer.json' },
    contextLength: 512,
    bosTokenId: 98,
    decoder: { inputIds: 'input_ids', logits: 'logits', past: 'past_%d', present: 'present_%d' },
  }

  it('continues what the model knows as the runtime alone would', async () => {
    const generate = await open(folder, more)
    const result = await generate('The the', 12)
    const int32 = (values: readonly number[]) =>
      new ort.Tensor('int32', Int32Array.from(values), [1, values.length])
    const nothing = () => new ort.Tensor('float32', new Float32Array(0), [2, 1, 4, 0, 8])
    // "The" and " the" in GPT-2's vocabulary.
    const expected = await byHand(`${folder}past.onnx`, [464, 262], 12, (ids) => ({
      input_ids: int32(ids),
      position_ids: int32(ids.map((_, place) => place)),
      attention_mask: int32(ids.map(() => 1)),
      ...Object.fromEntries([0, 1, 2, 3, 4].map((layer) => [`past_${layer}`, nothing()])),
    }))
    expect(result.ids).toEqual(expected)
  }, 20_000)

  it('says which token the model does not have', async () => {
    const generate = await open(folder, more)
    const error: unknown = await generate('Hello world', 4).catch((thrown: unknown) => thrown)
    if (!(error instanceof VitrineError)) throw error
    expect(error.code).toBe('export-unsupported')
    expect(describeError(error).reason).toBe(
      'The tokenizer makes “Hello” token 15,496, but this model has only 1,000 tokens.',
    )
    expect((await generate('The', 1)).ids, 'and can go on').toHaveLength(1)
  })
})
