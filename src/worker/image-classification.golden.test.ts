/** The whole pipeline on the product's own runtime, against numbers that PyTorch and native ONNX Runtime made. */
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { syntheticPicture } from '../core/golden/synthetic-picture.ts'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { RgbaPicture } from '../core/pixels/picture.ts'
import type { ImagePreprocessing, ResizeRule } from '../core/pixels/preprocess.ts'
import { createImageClassification } from '../pipelines/image-classification.ts'
import type { ImageClassificationManifest } from '../protocol/picture-manifests.ts'
import type { ImageClassificationInput, OcclusionStep } from '../protocol/picture-tasks.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import { openSession } from '../runtime/session.ts'
import { buildPictures } from '../testing/builders.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { readPng } from '../testing/read-png.ts'
import { smallConvNet } from '../testing/small-conv-net.ts'
import fixtureGolden from './golden/fixture-classifiers.json' with { type: 'json' }
import golden from './golden/classifier.json' with { type: 'json' }

let started: StartedOrt
beforeAll(async () => {
  started = await startNodeOrt()
})

const imagenet = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  rescale: 1 / 255,
  filter: 'bilinear',
  channels: 3,
  layout: 'NCHW',
} as const

async function classify(
  model: Uint8Array,
  picture: RgbaPicture,
  parts: Partial<ImageClassificationManifest>,
  input: Partial<ImageClassificationInput> = {},
) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path: 'model.onnx', model, external: [] }),
  })
  const { width, height } = picture
  const pipeline = createImageClassification(buildPictures({ labels: [], ...parts }), {
    session,
    decoder: {
      decode: async () => ({
        picture: { ...pixelSource(picture), close() {} },
        facts: { format: 'PNG', width, height, animated: false },
      }),
    },
  })
  const steps: OcclusionStep[] = []
  let timeMs = 0
  const result = await pipeline.run(
    { image: new Blob(), topK: 5, all: true, ...input },
    {
      signal: { aborted: false },
      breathe: () => Promise.resolve(),
      now: () => (timeMs += 1),
      report: (step) => steps.push(step),
    },
  )
  return { ...result, steps, logits: [...result.logits!] }
}

const rules: Record<string, ResizeRule> = {
  'shorter-side': { mode: 'shorter-side', shorterSide: 36 },
  exact: { mode: 'exact' },
  fit: { mode: 'fit', anchor: 'centre', pad: 114 },
}

/** How many pictures the graph takes, and how many are covered in one run. */
const batches = [
  ['any number', 16, smallConvNet()],
  ['one', 1, smallConvNet({ batch: 1 })],
  ['four', 4, smallConvNet({ batch: 4 })],
  ['one, though it says any number', 1, smallConvNet({ written: 1 })],
  ['four that influence one another', 1, smallConvNet({ batch: 4, mixes: true })],
] as const

describe.each(golden.cases)('a small fp32 network, $width × $height by $rule', (one) => {
  const { rule, seed, patch, step } = one
  const preprocessing: ImagePreprocessing = {
    ...imagenet,
    width: 32,
    height: 32,
    resize: rules[rule]!,
  }
  const picture = syntheticPicture(one.width, one.height, seed)

  it('gives the logits of PyTorch', async () => {
    const { logits, predictions } = await classify(smallConvNet(), picture, { preprocessing })
    expect(logits).toHaveLength(10)
    for (const [i, logit] of logits.entries()) expect(logit).toBeCloseTo(one.logits[i]!, 3)
    const best = one.logits.indexOf(Math.max(...one.logits))
    expect(predictions[0]?.class).toBe(`class_${best}`)
  })

  it.each(batches)(
    'finds what PyTorch finds when it covers parts: takes %s',
    async (_, abreast, model) => {
      const occlude = { patch, step, ...(one.given && { class: one.class }) }
      const { heat, steps } = await classify(model, picture, { preprocessing }, { occlude })
      expect(heat).toMatchObject({
        class: `class_${one.class}`,
        columns: one.columns,
        rows: one.rows,
      })
      const { left, top, width, height } = heat!.area
      for (const [i, side] of [left, top, width, height].entries()) {
        expect(side).toBeCloseTo(one.area[i]!, 6)
      }
      expect(heat!.drops).toHaveLength(one.drops.length)
      for (const [i, drop] of heat!.drops.entries()) expect(drop).toBeCloseTo(one.drops[i]!, 4)
      const total = Math.ceil(one.drops.length / abreast)
      expect(steps).toEqual(Array.from({ length: total }, (_step, index) => ({ index, total })))
    },
  )
})

const fixtures = new URL('../../../shared/fixtures/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: classifiers that others made, because ../shared is absent')
const fixture = (path: string) => readFileSync(new URL(path, fixtures))

describe.skipIf(isAbsent)('a classifier that others made', () => {
  it.each(fixtureGolden.cases)('gives what native ONNX Runtime gives: $model', async (one) => {
    const { side, seed, mean, std, rescale, dims } = one
    const isSoftmax = one.model.startsWith('light_')
    const { logits, predictions } = await classify(
      fixture(`models/image-classification/${one.model}.onnx`),
      syntheticPicture(side, side, seed),
      {
        output: isSoftmax ? 'probabilities' : 'logits',
        preprocessing: {
          ...imagenet,
          width: side,
          height: side,
          mean,
          std,
          rescale,
          channels: mean.length === 1 ? 1 : 3,
          resize: { mode: 'exact' },
        },
      },
    )
    expect(logits).toHaveLength(dims[1]!)
    // Kernels for int8 round differently on x86 and in WebAssembly.
    const tolerance = one.model.includes('int8') ? 0.5 : isSoftmax ? 1e-6 : 0.01
    for (const [i, number] of one.first.entries()) {
      expect(Math.abs(logits[i]! - number)).toBeLessThan(tolerance)
    }
    expect(predictions.map((prediction) => prediction.class)).toEqual(
      one.top5.map((index) => `class_${index}`),
    )
  })

  it('sees a pineapple as Pillow and Python do', async () => {
    const { cases } = JSON.parse(fixture('golden/mobilenetv2-12-int8.json').toString()) as {
      cases: { image: string; top5: { index: number; prob: number }[] }[]
    }
    const { top5 } = cases.find(({ image }) => image.includes('pineapple'))!
    const resize = { mode: 'shorter-side', shorterSide: 256 } as const
    const { predictions } = await classify(
      fixture('models/image-classification/mobilenetv2-12-int8.onnx'),
      readPng(fixture('images/photos/pineapple.jpg')),
      { preprocessing: { ...imagenet, width: 224, height: 224, resize } },
    )
    expect(predictions.map((one) => one.class)).toEqual(top5.map(({ index }) => `class_${index}`))
    for (const [i, { prob }] of top5.entries()) {
      expect(Math.abs(predictions[i]!.prob - prob)).toBeLessThan(0.02)
    }
  })
})
