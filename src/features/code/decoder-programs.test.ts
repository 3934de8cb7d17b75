/** Code for decoders of every shape that exporters write, held to what their networks say. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { readExport } from '../../exports/read-export.ts'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import { ownNames } from '../../testing/decoder-onnx/decoder-shapes.ts'
import { decoderExport } from '../../testing/decoder-onnx/export-folder.js'
import { referenceLogits } from '../../testing/decoder-onnx/reference-decoder.js'
import {
  encoderDecoderExport,
  endToken,
  startToken,
} from '../../testing/encoder-decoder-onnx/encoder-decoder-export.ts'
import { createReference } from '../../testing/encoder-decoder-onnx/set-up.ts'
import { memoryFolder } from '../../testing/memory-folder.ts'
import { python, runPython } from '../../testing/python-program.ts'
import { greedy, textManifest } from '../../testing/text-model.ts'
import { runWeb } from '../../testing/web-program.ts'
import { pythonSnippet } from './snippets/python/python.ts'
import { webSnippet } from './snippets/web/web.ts'

vi.setConfig({ testTimeout: 60_000 })

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function written(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-decoder-'))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

const prompt = 'né €'

/** The ids that each of the two languages writes. */
async function idsOf(manifest: TextGenerationManifest, folder: string, inPython: boolean) {
  const asked = { manifest, run: undefined, site: 'https://a.test/', isLocal: false }
  const web = await runWeb(webSnippet(asked).code, { folder, base: manifest.base })
  const said = [String(web.at(-1)?.[0])]
  if (inPython) said.push(await runPython(pythonSnippet(asked).code, { folder }))
  return said.map((json) => (JSON.parse(json) as { ids: number[] }).ids)
}

type Options = NonNullable<Parameters<typeof decoderExport>[0]>

/** Of the last: whether Python runs it too. One of each kind is enough there, for each start takes a second. */
const shapes: readonly (readonly [string, Options, boolean])[] = [
  ['Hugging Face’s', {}, false],
  ['Hugging Face’s with its weights beside the graph', { externalData: true }, false],
  ['Optimum’s', { attention: 'plain', positions: true, cacheBranch: true }, true],
  ['GenAI’s with names of its own', { layout: 'genai', names: ownNames, positions: true }, false],
  [
    'GenAI’s with keys and values in one and 32-bit ids',
    { layout: 'genai', attention: 'plain', cache: 'merged', idType: 'int32', positions: true },
    true,
  ],
  ['GenAI’s ready for a graph to be captured', { layout: 'genai', lengths: true }, false],
]

describe.each(shapes)('code for a decoder of the kind %s', (_, options, inPython) => {
  it('writes what the network says', async () => {
    const files = decoderExport(options)
    const found = (await readExport(memoryFolder(files))) as TextGenerationManifest
    const manifest: TextGenerationManifest = {
      ...found,
      id: 'decoder',
      base: 'models/decoder/',
      examples: [{ title: '', prompt, settings: { ...greedy, maxNewTokens: 4 } }],
    }
    const ids = [...new TextEncoder().encode(prompt)].map((byte) => byte + 2)
    const before = ids.length
    while (ids.length < before + 4) {
      const logits = referenceLogits({ vocabulary: 258, ...options }, ids).at(-1)!
      ids.push(logits.indexOf(Math.max(...logits)))
    }
    const folder = written(files)
    for (const said of await idsOf(manifest, folder, inPython && python !== undefined)) {
      expect(said).toEqual(ids.slice(before))
    }
  })
})

describe('code for an encoder with a decoder', () => {
  it('writes what the two say', async () => {
    const { 'config.json': _, ...files } = encoderDecoderExport()
    const { bosTokenId: __, ...plain } = textManifest
    const manifest: TextGenerationManifest = {
      ...plain,
      base: 'models/translator/',
      files: Object.keys(files).map((path) => ({ path })),
      model: 'onnx/decoder_model_merged.onnx',
      encoder: {
        model: 'onnx/encoder_model.onnx',
        startTokenId: startToken,
        neverTokenIds: [startToken],
      },
      stopTokenIds: [endToken],
      contextLength: 24,
      examples: [{ title: '', prompt: 'b a d', settings: { ...greedy, maxNewTokens: 6 } }],
    }
    const reference = await createReference()
    const source = [4, 3, 6, endToken]
    const text = [startToken]
    while (text.length <= 6) {
      const row = (await reference(source, text)).at(-1)!
      row[startToken] = -Infinity
      const next = row.indexOf(Math.max(...row))
      if (next === endToken) break
      text.push(next)
    }
    expect(text.length).toBeGreaterThan(1)
    for (const said of await idsOf(manifest, written(files), python !== undefined)) {
      expect(said).toEqual(text.slice(1))
    }
  })
})
