import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../../hosting/node-folder.ts'
import { readExport } from '../../exports/read-export.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import { buildTensors } from '../../testing/asked-builders.ts'
import { buildGaps } from '../../testing/builders.ts'
import { runWeb } from '../../testing/web-program.ts'
import { webSnippet } from './snippets/web/web.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const fixtures = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url))
const hasFixtures = existsSync(fixtures)
if (!hasFixtures) console.warn('SKIPPED: JavaScript for other models, because ../shared is absent')

async function builtIn(name: string): Promise<Manifest> {
  const found = await readExport(await openFolder(join(root, 'public/models', name), new Set()), {})
  return { ...found, id: name, base: `models/${name}/` }
}

/** The last thing that is printed: JSON, or a line of its own. */
async function printed(manifest: Manifest, folder: string): Promise<unknown[]> {
  const { code } = webSnippet({ manifest, run: undefined, site: 'https://a.test/', isLocal: false })
  const written = await runWeb(code, { folder, base: manifest.base })
  return written.at(-1) ?? []
}

const json = async (manifest: Manifest, folder: string): Promise<unknown> =>
  JSON.parse(String((await printed(manifest, folder))[0]))

describe('JavaScript for ONNX Runtime Web that the page hands out, run in Node', () => {
  it('names the penguins as the page does', async () => {
    const manifest = await builtIn('penguins')
    if (manifest.task !== 'tabular-classification') throw new Error(manifest.task)
    const [example] = manifest.examples
    const chances = example!.predictions!.map((one) => [one.class, expect.closeTo(one.prob, 5)])
    expect(await json(manifest, join(root, 'public/models/penguins'))).toEqual({
      prediction: example!.predictions![0]!.class,
      probabilities: Object.fromEntries(chances),
    })
  }, 30_000)

  it('writes the story that the page writes', async () => {
    const manifest = await builtIn('stories')
    if (manifest.task !== 'text-generation') throw new Error(manifest.task)
    const [example] = manifest.examples
    const settings = { ...example!.settings, maxNewTokens: 16 }
    const shorter = { ...manifest, examples: [{ ...example!, settings }] }
    const { text } = (await json(shorter, join(root, 'public/models/stories'))) as { text: string }
    expect(text.length).toBeGreaterThan(30)
    expect(example!.text).toContain(text)
  }, 60_000)

  it('writes something else when it draws its tokens', async () => {
    const manifest = await builtIn('stories')
    if (manifest.task !== 'text-generation') throw new Error(manifest.task)
    const defaults = { ...manifest.defaults, temperature: 1, topK: 40, topP: 0.9, maxNewTokens: 12 }
    const examples = [{ title: '', prompt: 'One day' }]
    const drawn = { ...manifest, defaults, examples }
    const { ids } = (await json(drawn, join(root, 'public/models/stories'))) as { ids: number[] }
    expect(ids.length).toBeGreaterThan(0)
    expect(ids.every((id) => Number.isInteger(id) && id >= 0)).toBe(true)
  }, 60_000)
})

describe.skipIf(!hasFixtures)('JavaScript for models that others made, run in Node', () => {
  const texts = join(fixtures, 'models/text')
  const files = { base: 'models/', files: [] }

  it('fills the gap in a text', async () => {
    const tokenizer = { path: 'bert-tokenizer.json' }
    const model = 'dummy_transformer_mlm.onnx'
    const manifest = buildGaps({ ...files, model, tokenizer })
    expect(await json(manifest, texts)).toEqual({
      predictions: [
        { class: '##ken', prob: expect.closeTo(0.000254866, 8) },
        { class: 'lands', prob: expect.closeTo(0.000228281, 8) },
        { class: 'ob', prob: expect.closeTo(0.000224499, 8) },
      ],
    })
  }, 30_000)

  it('runs a graph on zeros', async () => {
    const value = { type: 'float32', dims: [3, 4, 5], isTensor: true }
    const manifest = buildTensors({
      ...files,
      model: 'ankane_sigmoid.onnx',
      inputs: [{ ...value, name: 'x' }],
      outputs: [{ ...value, name: 'y' }],
    })
    const halves = Array.from({ length: 8 }, () => '0.5')
    const found = await printed(manifest, join(fixtures, 'models/edge'))
    expect(found).toEqual(['y', 'float32', [3, 4, 5], halves])
  }, 30_000)
})
