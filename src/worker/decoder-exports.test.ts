import { describe, expect, it, vi } from 'vitest'
import { readExport } from '../exports/read-export.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import { openDecoder } from '../runtime/decoder/decoder.ts'
import { openInNode } from '../testing/decoder-onnx/open-in-node.ts'
import { decoderExport } from '../testing/decoder-onnx/export-folder.js'
import { ownNames } from '../testing/decoder-onnx/decoder-shapes.ts'
import { fullShape } from '../testing/decoder-onnx/options.js'
import { referenceLogits } from '../testing/decoder-onnx/reference-decoder.js'
import { memoryFolder } from '../testing/memory-folder.ts'
import { greedy } from '../testing/text-model.ts'
import { createTokenizer } from './tokenizer.ts'

// Whole networks in real wasm: on a busy machine a test of them may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

type Options = Parameters<typeof decoderExport>[0]

async function open(options: Options) {
  const files = decoderExport(options)
  const manifest = (await readExport(memoryFolder(files))) as TextGenerationManifest
  const json = (path: string): unknown => JSON.parse(String(files[path]))
  const tokenizer = createTokenizer(json('tokenizer.json'), json('tokenizer_config.json'))
  const dataPath = manifest.files.find(({ path }) => path.endsWith('data'))?.path
  const dataName = dataPath?.split('/').at(-1)
  const session = await openInNode({
    onnx: files[manifest.model] as Uint8Array<ArrayBuffer>,
    data: dataPath === undefined ? undefined : (files[dataPath] as Uint8Array<ArrayBuffer>),
    shape: { ...fullShape({}), dataName },
  })
  const { decoder } = await openDecoder(session, manifest.decoder)
  const pipeline = createTextGeneration(manifest, { tokenizer, decoder })
  const run = (prompt: string, maxNewTokens = 6) =>
    pipeline.run(
      { prompt, settings: { ...greedy, maxNewTokens } },
      {
        signal: { aborted: false },
        breathe: () => Promise.resolve(),
        now: () => performance.now(),
        report: () => {},
      },
    )
  return { manifest, tokenizer, run }
}

/** What the network itself says, token by token. */
function networkWrites(options: Options, prompt: readonly number[], count: number): number[] {
  const ids = [...prompt]
  while (ids.length < prompt.length + count) {
    const logits = referenceLogits({ vocabulary: 258, ...options }, ids).at(-1)!
    ids.push(logits.indexOf(Math.max(...logits)))
  }
  return ids.slice(prompt.length)
}

const exports: readonly (readonly [string, NonNullable<Options>])[] = [
  ['Hugging Face’s', {}],
  ['Hugging Face’s with its weights beside the graph', { externalData: true }],
  ['Hugging Face’s of Optimum', { attention: 'plain', positions: true, cacheBranch: true }],
  ['GenAI’s', { layout: 'genai' }],
  ['GenAI’s with weights beside the graph', { layout: 'genai', externalData: true, seed: 3 }],
  ['GenAI’s with names of its own', { layout: 'genai', names: ownNames, positions: true }],
  [
    'GenAI’s with keys and values in one and 32-bit ids',
    { layout: 'genai', attention: 'plain', cache: 'merged', idType: 'int32', positions: true },
  ],
  ['GenAI’s ready for a graph to be captured', { layout: 'genai', lengths: true }],
]

describe.each(exports)('a folder of the layout %s', (_, options) => {
  it('writes what its network says', async () => {
    const { manifest, tokenizer, run } = await open(options)
    expect(manifest).toMatchObject({
      task: 'text-generation',
      layout: options.layout ?? 'hugging-face',
      bosTokenId: 0,
      stopTokenIds: [1],
      contextLength: 128,
    })
    const prompt = 'né €'
    const ids = tokenizer.encode(prompt)
    expect(ids).toEqual([...new TextEncoder().encode(prompt)].map((byte) => byte + 2))
    expect(tokenizer.decode(ids)).toBe(prompt)
    const { ids: written } = await run(prompt)
    expect(written).toEqual(networkWrites(options, ids, 6))
  })
})

describe('a tokenizer that was not made for its model', () => {
  it('with tokens that the model lacks is named when it makes one of them', async () => {
    const { run } = await open({ vocabulary: 120 })
    await expect(run('abc')).resolves.toMatchObject({ promptTokens: 3 })
    await expect(run('z')).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringMatching(/makes “z” token 124, but .* only 120 tokens/) },
    })
  })

  it('with fewer tokens than the model leaves those out of the text that it cannot spell', async () => {
    const { run } = await open({ vocabulary: 4000 })
    const { ids, text } = await run('abc', 24)
    expect(ids.some((id) => id >= 258)).toBe(true)
    expect(text.length).toBeLessThan(24)
  })

  it('may have more words than one for each byte', async () => {
    const { tokenizer } = await open({ tokens: 300, vocabulary: 300 })
    expect(tokenizer.spelling(299)).toBe('<|41|>')
    expect(tokenizer.spelling(300)).toBe('[300]')
  })
})
