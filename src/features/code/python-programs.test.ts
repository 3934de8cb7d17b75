import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../../hosting/node-folder.ts'
import { readExport } from '../../exports/read-export.ts'
import type { Manifest, ManifestOf, Task } from '../../protocol/manifest.ts'
import { buildGaps } from '../../testing/builders.ts'
import { buildDetector } from '../../testing/detection-builders.ts'
import { python, runPython } from '../../testing/python-program.ts'
import detections from '../../worker/golden/detection.json' with { type: 'json' }
import { detectors } from '../../worker/golden/detection-manifests.ts'
import { pythonSnippet } from './snippets/python/python.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const fixtures = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url))
const hasFixtures = existsSync(fixtures)
if (python === undefined) {
  console.warn('SKIPPED: the code tab’s Python, because there is no python3 with NumPy and Pillow')
}
if (!hasFixtures) console.warn('SKIPPED: Python for other models, because ../shared is absent')

/** So that a green test never seems to say more than it does. */
const on =
  python === undefined || python.standIns.length === 0
    ? 'on the real packages'
    : `with stand-ins of ours for ${python.standIns.join(' and ')}`

async function builtIn<T extends Task>(name: string, task: T): Promise<ManifestOf<T>> {
  const folder = await openFolder(join(root, 'public/models', name), new Set())
  const found = await readExport(folder, {})
  if (found.task !== task) throw new Error(found.task)
  return { ...found, id: name, base: `models/${name}/` } as unknown as ManifestOf<T>
}

const codeFor = (manifest: Manifest) =>
  pythonSnippet({ manifest, run: undefined, site: 'https://a.test/', isLocal: false }).code

async function printed(manifest: Manifest, folder: string, args: string[] = []): Promise<unknown> {
  return JSON.parse(await runPython(codeFor(manifest), { folder, args }))
}

describe.skipIf(python === undefined)(`Python that the page hands out, run ${on}`, () => {
  it('names the pictures of the built-in classifier as the page does', async () => {
    const manifest = await builtIn('cifar10', 'image-classification')
    const folder = join(root, 'public/models/cifar10')
    for (const { image, predictions } of manifest.examples.slice(0, 1)) {
      const close = predictions!.map((one) => ({ ...one, prob: expect.closeTo(one.prob, 4) }))
      expect(await printed(manifest, folder, [image])).toEqual({ predictions: close })
    }
  }, 60_000)

  it('names the penguins as the page does', async () => {
    const manifest = await builtIn('penguins', 'tabular-classification')
    const folder = join(root, 'public/models/penguins')
    const [example] = manifest.examples
    const chances = example!.predictions!.map((one) => [one.class, expect.closeTo(one.prob, 5)])
    expect(await printed(manifest, folder)).toEqual({
      prediction: example!.predictions![0]!.class,
      probabilities: Object.fromEntries(chances),
    })
  }, 60_000)

  it('writes the story that the page writes', async () => {
    const manifest = await builtIn('stories', 'text-generation')
    const [example] = manifest.examples
    const settings = { ...example!.settings, maxNewTokens: 16 }
    const shorter = { ...manifest, examples: [{ ...example!, settings }] }
    const folder = join(root, 'public/models/stories')
    const { text } = (await printed(shorter, folder)) as { text: string }
    expect(text.length).toBeGreaterThan(30)
    expect(example!.text).toContain(text)
  }, 60_000)
})

describe.skipIf(python === undefined || !hasFixtures)(`Python for a detector, run ${on}`, () => {
  const cases = detections.filter(
    ({ boxes, model }, index) =>
      detectors[model]!.head.kind !== 'blaze-face' &&
      index === detections.findIndex((one) => one.model === model && one.boxes.length > 0) &&
      boxes.length > 0,
  )

  it.each(cases)(
    'finds with $model in $picture what was found before',
    async (one) => {
      const { iou, ...way } = detectors[one.model]!
      const thresholds = { confidence: 0.25, iou }
      const manifest = buildDetector({ ...way, labels: [], thresholds, model: `${one.model}.onnx` })
      const folder = join(fixtures, 'models/object-detection')
      const args = [join(fixtures, 'images', one.picture)]
      const { predictions } = (await printed(manifest, folder, args)) as {
        predictions: { class: string; prob: number; box: Record<string, number> }[]
      }
      expect(predictions).toHaveLength(one.boxes.length)
      for (const [i, [index, score, ...corners]] of one.boxes.entries()) {
        const { class: name, prob, box } = predictions[i]!
        expect(name).toBe(`class_${index}`)
        expect(prob).toBeCloseTo(score!, 2)
        const { left, top, right, bottom } = box
        const off = [left!, top!, right!, bottom!].map((side, k) => Math.abs(side - corners[k]!))
        expect(Math.max(...off)).toBeLessThan(0.1)
      }
    },
    60_000,
  )
})

describe.skipIf(python === undefined || !hasFixtures)(`Python for other tasks, run ${on}`, () => {
  const files = { base: 'models/', files: [] }

  it('fills the gap in a text', async () => {
    const tokenizer = { path: 'bert-tokenizer.json' }
    const manifest = buildGaps({ ...files, model: 'dummy_transformer_mlm.onnx', tokenizer })
    expect(await printed(manifest, join(fixtures, 'models/text'))).toEqual({
      predictions: [
        { class: '##ken', prob: expect.closeTo(0.000254866, 8) },
        { class: 'lands', prob: expect.closeTo(0.000228281, 8) },
        { class: 'ob', prob: expect.closeTo(0.000224499, 8) },
      ],
    })
  }, 60_000)
})
