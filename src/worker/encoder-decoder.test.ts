import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { LoadProgress } from '../protocol/calls.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { TextGeneration, TextGenerationInput } from '../protocol/tasks.ts'
import {
  encoderDecoderExport,
  endToken,
  startToken,
} from '../testing/encoder-decoder-onnx/encoder-decoder-export.ts'
import { createReference, type Reference } from '../testing/encoder-decoder-onnx/set-up.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { greedy, textManifest } from '../testing/text-model.ts'
import { describeLocal } from './folders/describe-local.ts'
import { browserPlatform } from './browser-platform.ts'
import { openModel, type OpenedPipeline } from './open-model.ts'

// Sessions are opened in most tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

// What only a browser has.
const device = { threads: 1, reasons: ['wasm-requested'], threadReasons: [] } as const
vi.mock('../runtime/choose-device.ts', () => ({ chooseDevice: () => Promise.resolve(device) }))
vi.mock('../store/create-store.ts', () => ({ createStore: () => ({}) }))
vi.mock('./start-runtime.ts', () => ({
  startRuntime: async () => ({ choice: { ...device, build: 'cpu' }, ort: await startNodeOrt() }),
  startOnCpuAfter(error: unknown) {
    throw error
  },
}))

const { 'config.json': config, ...files } = encoderDecoderExport()
const paths = Object.keys(files).map((path) => ({ path, sizeBytes: files[path]!.length }))
const { bosTokenId: _none, ...plain } = textManifest
const manifest: TextGenerationManifest = {
  ...plain,
  base: 'local:1/',
  files: paths,
  model: 'onnx/decoder_model_merged.onnx',
  encoder: {
    model: 'onnx/encoder_model.onnx',
    startTokenId: startToken,
    neverTokenIds: [startToken],
  },
  stopTokenIds: [endToken],
  contextLength: 24,
}

async function open(
  more: Partial<TextGenerationManifest> = {},
  exchanged: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {},
) {
  const log: LoadProgress[] = []
  const all = Object.entries({ ...files, ...exchanged })
  const local = new Map(all.map(([path, bytes]) => [path, new Blob([bytes])]))
  const opened = await openModel(
    {
      manifest: { ...manifest, ...more },
      files: local,
      pageUrl: 'https://vitrine.example/',
      runtime: 'wasm',
    },
    { signal: new AbortController().signal, report: (step) => log.push(step) },
    browserPlatform,
  )
  return { opened, log, write: writing(opened) }
}

function writing({ pipeline }: OpenedPipeline) {
  return async (prompt: string, more: Partial<TextGenerationInput> = {}) => {
    const pieces: string[] = []
    const settings = { ...greedy, maxNewTokens: 20, ...more.settings }
    const result = await pipeline.run(
      { prompt, ...more, settings },
      {
        signal: { aborted: false },
        breathe: () => Promise.resolve(),
        now: () => performance.now(),
        report: (step) => pieces.push('text' in step ? step.text : ''),
      },
    )
    const generation = result as TextGeneration
    expect(pieces.join('')).toBe(generation.text)
    return generation
  }
}

let model: Awaited<ReturnType<typeof open>>
let reference: Reference

/** Nothing but the runtime: the whole text at each step, always the most probable token that is not the start token. */
async function byHand(source: readonly number[], count: number): Promise<number[]> {
  const text = [startToken]
  while (text.length <= count) {
    const row = (await reference(source, text)).at(-1)!
    row[startToken] = -Infinity
    const next = row.indexOf(Math.max(...row))
    if (next === endToken) break
    text.push(next)
  }
  return text.slice(1)
}

const idOf = (word: string) => word.charCodeAt(0) - 'a'.charCodeAt(0) + 3
const sourceOf = (prompt: string) => [...prompt.split(' ').map(idOf), endToken]
const textOf = (ids: readonly number[]) =>
  ids
    .filter((id) => id > 2)
    .map((id) => String.fromCharCode(id + 'a'.charCodeAt(0) - 3))
    .join(' ')

beforeAll(async () => {
  // Node has none before its version 21.
  vi.stubGlobal('navigator', {})
  reference = await createReference()
  model = await open()
})

describe('an export of an encoder and a decoder', () => {
  it('is loaded whole, and the decoder is what runs', () => {
    const { opened, log } = model
    const sizeBytes = paths.reduce((sum, file) => sum + file.sizeBytes, 0)
    expect(opened).toMatchObject({
      sizeBytes,
      verified: false,
      kept: { where: 'device' },
      model: { path: 'onnx/decoder_model_merged.onnx' },
      runtime: { provider: 'wasm', decoding: { cache: 'fed-back' } },
    })
    expect(log.at(-1)).toEqual({ stage: 'prepare', loadedBytes: sizeBytes, totalBytes: sizeBytes })
  })

  it('writes what the runtime alone would, up to the end of the text', async () => {
    const ends: string[] = []
    for (const prompt of ['b g o d t a', 'd e', 'f f', 'b g o d t a']) {
      const expected = await byHand(sourceOf(prompt), 20)
      const { ids, text, finishReason, promptTokens } = await model.write(prompt)
      expect(ids).toEqual(expected)
      expect(text).toBe(textOf(expected))
      expect(promptTokens).toBe(sourceOf(prompt).length)
      expect(finishReason).toBe(expected.length < 20 ? 'stop' : 'length')
      ends.push(finishReason)
    }
    expect(ends).toContain('stop')
    expect(ends).toContain('length')
  })

  it('goes on behind a branch, as if it had written that itself', async () => {
    const prompt = 'b g o d t a'
    const whole = await model.write(prompt)
    const continued = whole.ids.slice(0, 5)
    const rest = await model.write(prompt, { continued })
    expect(rest.ids).toEqual(whole.ids.slice(5))
    expect(rest.text).toBe(whole.text.slice(textOf(continued).length))
  })

  it('takes an empty prompt: its tokenizer makes a token of it', async () => {
    const { ids, promptTokens } = await model.write('')
    expect(promptTokens).toBe(1)
    expect(ids).toEqual(await byHand([endToken], 20))
  })

  it('takes a prompt that fills the encoder, and none that is longer', async () => {
    const words = Array.from({ length: 23 }, (_, place) => 'abcdefghij'[place % 10]!)
    const prompt = words.join(' ')
    expect((await model.write(prompt)).ids).toEqual(await byHand(sourceOf(prompt), 20))
    await expect(model.write(`${prompt} k`)).rejects.toMatchObject({
      code: 'context-full',
      facts: { promptTokens: 25, contextLength: 24 },
    })
  })

  it('writes to the end of its context, and says so', async () => {
    const settings = { ...greedy, maxNewTokens: 24 }
    const { ids, contextFull } = await model.write('d e', { settings })
    expect(ids).toHaveLength(23)
    expect(contextFull).toBe(true)
  })

  it('is known for what it is, and runs as described', async () => {
    const all = Object.entries({ ...files, 'config.json': config! })
    const dropped = all.map(([path, bytes]) => ({ path: `tiny/${path}`, file: new Blob([bytes]) }))
    const described = await describeLocal({ kind: 'files', name: 'tiny', files: dropped }, {})
    expect(described.manifest).toMatchObject({
      task: 'text-generation',
      model: manifest.model,
      encoder: manifest.encoder,
      stopTokenIds: [endToken],
      contextLength: 24,
    })
    const opened = await openModel(
      {
        manifest: described.manifest,
        files: described.files!,
        pageUrl: 'https://vitrine.example/',
        runtime: 'wasm',
      },
      { signal: new AbortController().signal, report: () => {} },
      browserPlatform,
    )
    const { ids } = await writing(opened)('b g o d t a')
    expect(ids).toEqual(await byHand(sourceOf('b g o d t a'), 20))
  })

  it('cannot be told to read nothing at all', async () => {
    const json = new TextDecoder().decode(files['tokenizer.json'])
    const bare = { ...(JSON.parse(json) as object), post_processor: null }
    const { write } = await open(
      {},
      { 'tokenizer.json': new TextEncoder().encode(JSON.stringify(bare)) },
    )
    await expect(write('')).rejects.toMatchObject({ code: 'export-unsupported' })
    expect((await write('f')).ids).toEqual(await byHand([idOf('f')], 20))
  })

  it('is refused where the two halves do not fit', async () => {
    const opening = open(
      {},
      { 'onnx/encoder_model.onnx': files['onnx/decoder_model_merged.onnx']! },
    )
    await expect(opening).rejects.toMatchObject({ code: 'export-unsupported' })
  })
})
