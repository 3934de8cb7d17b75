import { describe, expect, it } from 'vitest'
import { toHalf } from '../core/tensors/float16.ts'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { ImageSegmentationManifest } from '../protocol/picture-manifests.ts'
import { buildSegmenter } from '../testing/segmentation-builders.ts'
import { createImageSegmentation } from './image-segmentation.ts'
import type { PictureDecoder, Session } from './ports.ts'

interface Given {
  manifest?: Partial<ImageSegmentationManifest>
  outputs: Record<string, Tensor>
  picture?: { width: number; height: number }
  isAborted?: () => boolean
  /** How many pictures the graph takes at a time. */
  batch?: number
}

const image = { size: 1, slice: () => ({ arrayBuffer: async () => new ArrayBuffer(1) }) }

const small = { width: 2, height: 2, resize: { mode: 'exact' }, filter: 'nearest' } as const
const usual = { ...buildSegmenter().preprocessing, ...small }

async function segment({ manifest, outputs, picture, isAborted, batch }: Given) {
  const { width, height } = picture ?? { width: 4, height: 4 }
  const decoder: PictureDecoder = {
    decode: async () => ({
      picture: {
        ...pixelSource({ width, height, data: new Uint8Array(width * height * 4) }),
        close: () => {},
      },
      facts: { format: 'PNG', width, height, animated: false },
    }),
  }
  const asked: (readonly string[] | undefined)[] = []
  const session: Session = {
    inputs: [{ name: 'pixels', type: 'float32', dims: [batch ?? 'b', 3, 'h', 'w'] }],
    outputs: Object.entries(outputs).map(([name, { type, dims }]) => ({ name, type, dims })),
    async run(_feeds, names) {
      asked.push(names)
      return outputs
    },
  }
  let time = 0
  const context = {
    signal: {
      get aborted() {
        return isAborted?.() ?? false
      },
    },
    breathe: async () => {},
    now: () => (time += 30),
    report: () => {},
  }
  const parts = buildSegmenter({ preprocessing: usual, ...manifest })
  const result = await createImageSegmentation(parts, { session, decoder }).run({ image }, context)
  return { ...result, asked }
}

const floats = (dims: number[], ...values: number[]): Tensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(values),
})

const labels = ['a', 'b']
const semantic = { kind: 'semantic', output: 'scores', layout: 'NCHW' } as const
const rowsOf = (pixels: ArrayLike<number>, width: number) =>
  Array.from({ length: pixels.length / width }, (_, y) =>
    Array.from({ length: width }, (__, x) => pixels[y * width + x]).join(''),
  )

async function classMap(given: Given) {
  const { mask, ...rest } = await segment(given)
  if (mask.kind !== 'semantic') throw new Error(mask.kind)
  return { rows: rowsOf(mask.pixels, rest.width), ...rest, mask }
}

describe('a segmenter by classes', () => {
  // Class 1 leads in the right column, by as much as class 0 in the left.
  const scores = floats([1, 2, 2, 2], 1, 0, 1, 0, 0, 1, 0, 1)

  it('gives each pixel of the picture the class that leads there', async () => {
    const found = await classMap({ manifest: { head: semantic, labels }, outputs: { scores } })
    expect(found.rows).toEqual(['0011', '0011', '0011', '0011'])
    expect(found).toMatchObject({ width: 4, height: 4, classes: ['a', 'b'] })
    expect(found.mismatch).toBeUndefined()
  })

  it('asks for the output that it needs, and no other', async () => {
    const outputs = { scores, other: floats([1], 0) }
    const { asked } = await classMap({ manifest: { head: semantic, labels }, outputs })
    expect(asked).toEqual([['scores']])
  })

  it('reads maps that lie interleaved', async () => {
    const head = { ...semantic, layout: 'NHWC' } as const
    const interleaved = floats([1, 2, 2, 2], 1, 0, 0, 1, 1, 0, 0, 1)
    const found = await classMap({ manifest: { head, labels }, outputs: { scores: interleaved } })
    expect(found.rows[0]).toBe('0011')
  })

  it('reads half precision', async () => {
    const data = Uint16Array.from([1, 0, 1, 0, 0, 1, 0, 1], toHalf)
    const halves: Tensor = { type: 'float16', dims: [1, 2, 2, 2], data }
    const found = await classMap({
      manifest: { head: semantic, labels },
      outputs: { scores: halves },
    })
    expect(found.rows[0]).toBe('0011')
  })

  it('reads the first picture of a fixed batch', async () => {
    const found = await classMap({
      manifest: { head: semantic, labels },
      outputs: { scores: floats([2, 2, 1, 1], 0, 1, 1, 0) },
      batch: 2,
    })
    expect(found.rows.join('')).toBe('1'.repeat(16))
  })

  it('takes a graph that names the classes itself', async () => {
    const ids: Tensor = { type: 'int64', dims: [1, 2, 2], data: BigInt64Array.of(0n, 1n, 1n, 0n) }
    const found = await classMap({ manifest: { head: semantic, labels }, outputs: { scores: ids } })
    expect(found.rows).toEqual(['0011', '0011', '1100', '1100'])
  })

  it('keeps the names of classes that a picture does not have', async () => {
    const ids: Tensor = { type: 'int32', dims: [1, 1, 2, 2], data: Int32Array.of(0, 0, 0, 0) }
    const found = await classMap({ manifest: { head: semantic, labels }, outputs: { scores: ids } })
    expect(found.classes).toEqual(['a', 'b'])
    expect(found.mismatch).toBeUndefined()
  })

  it('writes more than 256 classes in 16 bits', async () => {
    const ids: Tensor = { type: 'int32', dims: [1, 2, 2], data: Int32Array.of(0, 1, 999, 2) }
    const { mask, classes } = await classMap({
      manifest: { head: semantic, labels: [] },
      outputs: { scores: ids },
    })
    expect(mask.pixels).toBeInstanceOf(Uint16Array)
    expect(mask.pixels[8]).toBe(999)
    expect(classes[999]).toBe('class_999')
  })

  it('says so when there are fewer names than classes', async () => {
    const found = await classMap({
      manifest: { head: semantic, labels: ['a'] },
      outputs: { scores },
    })
    expect(found.classes).toEqual(['class_0', 'class_1'])
    expect(found.mismatch).toEqual({ labels: 1, classes: 2 })
  })

  it('undoes a letterbox', async () => {
    const resize = { mode: 'fit', anchor: 'centre', pad: 0 } as const
    // A picture of 4 × 2 fills the middle two of four rows; what the others hold must not be seen.
    const letterboxed = floats(
      [1, 2, 4, 4],
      ...[
        [9, 9, 9, 9, 1, 1, 0, 0, 0, 0, 1, 1, 9, 9, 9, 9],
        [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
      ].flat(),
    )
    const found = await classMap({
      manifest: {
        head: semantic,
        labels,
        preprocessing: { ...usual, width: 4, height: 4, resize },
      },
      outputs: { scores: letterboxed },
      picture: { width: 4, height: 2 },
    })
    expect(found.rows).toEqual(['0011', '1100'])
  })

  it('marks what a crop cut away as not seen, or as background where there is one', async () => {
    const resize = { mode: 'shorter-side', shorterSide: 2 } as const
    const preprocessing = { ...usual, resize }
    const wide = { outputs: { scores }, picture: { width: 8, height: 4 } }
    const found = await classMap({ ...wide, manifest: { head: semantic, labels, preprocessing } })
    expect(found.rows[0]).toBe('22001122')
    expect(found.classes[2]).toBe('outside what the model sees')
    const withGround = { ...semantic, background: 0 }
    const grounded = await classMap({
      ...wide,
      manifest: { head: withGround, labels, preprocessing },
    })
    expect(grounded.rows[0]).toBe('00001100')
    expect(grounded.classes).toEqual(labels)
  })

  it('makes the mask of a large picture smaller', async () => {
    const found = await classMap({
      manifest: { head: semantic, labels },
      outputs: { scores },
      picture: { width: 3000, height: 2000 },
    })
    expect(found.width * found.height).toBeLessThanOrEqual(4_000_000)
    expect(found.width / found.height).toBeCloseTo(1.5, 2)
    expect(found.mask.pixels).toHaveLength(found.width * found.height)
  })

  it('stops between two bands of rows', async () => {
    let looks = 0
    const running = segment({
      manifest: { head: semantic, labels },
      outputs: { scores },
      picture: { width: 8, height: 400 },
      isAborted: () => (looks += 1) > 10,
    })
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
    expect(looks).toBe(11)
  })

  it.each<[string, Tensor, string]>([
    ['a list', floats([1, 4], 1, 2, 3, 4), 'export-unsupported'],
    ['numbers that are none', floats([1, 2, 1, 1], NaN, 1), 'output-not-finite'],
    ['text', { type: 'string', dims: [1, 2, 1, 1], data: ['a', 'b'] }, 'export-unsupported'],
    ['fractions for classes', floats([1, 1, 1, 2], 0.2, 0.7), 'export-unsupported'],
    ['a class below zero', floats([1, 1, 2], -1, 0), 'export-unsupported'],
  ])('refuses %s', async (_name, scoresGiven, code) => {
    const running = segment({
      manifest: { head: semantic, labels },
      outputs: { scores: scoresGiven },
    })
    await expect(running).rejects.toMatchObject({ code })
  })

  it('refuses at once a graph that lacks the output', async () => {
    const running = segment({ manifest: { head: semantic }, outputs: { logits: scores } })
    await expect(running).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: {
        problem: 'The graph has no output “scores”, which the export names: it has “logits”',
      },
    })
  })
})

describe('a single mask', () => {
  const matte = { kind: 'matte', output: 'share', layout: 'NHWC', activation: 'none' } as const

  async function alphaOf(given: Given) {
    const { mask, ...rest } = await segment(given)
    if (mask.kind !== 'matte') throw new Error(mask.kind)
    return { alpha: [...mask.alpha], ...rest }
  }

  it('is upsampled between its values', async () => {
    const { alpha, classes } = await alphaOf({
      manifest: { head: matte, labels: ['person'] },
      outputs: { share: floats([1, 2, 2, 1], 0, 1, 0, 1) },
      picture: { width: 4, height: 1 },
    })
    expect(alpha).toEqual([0, 64, 191, 255])
    expect(classes).toEqual(['person'])
  })

  it('becomes shares after that where it holds logits', async () => {
    const { alpha } = await alphaOf({
      manifest: { head: { ...matte, activation: 'sigmoid' }, labels: ['background', 'person'] },
      outputs: { share: floats([1, 2, 2, 1], -8, 8, -8, 8) },
      picture: { width: 4, height: 1 },
    })
    const sigmoid = (value: number) => Math.round(255 / (1 + Math.exp(-value)))
    expect(alpha).toEqual([-8, -4, 4, 8].map(sigmoid))
  })

  it('of a strided net is a grid of points, whose corners are the picture’s', async () => {
    const { alpha } = await alphaOf({
      manifest: { head: matte, preprocessing: { ...usual, width: 5, height: 5 } },
      outputs: { share: floats([1, 3, 3, 1], 0, 0.5, 1, 0, 0.5, 1, 0, 0.5, 1) },
      picture: { width: 5, height: 1 },
    })
    expect(alpha).toEqual([0, 64, 128, 191, 255])
  })

  it('has nothing where the model did not look', async () => {
    const resize = { mode: 'shorter-side', shorterSide: 2 } as const
    const { alpha } = await alphaOf({
      manifest: { head: matte, preprocessing: { ...usual, resize } },
      outputs: { share: floats([1, 2, 2, 1], 1, 1, 1, 1) },
      picture: { width: 4, height: 2 },
    })
    expect(alpha).toEqual([0, 255, 255, 0, 0, 255, 255, 0])
  })

  it('refuses logits that pass for shares', async () => {
    const running = segment({
      manifest: { head: matte },
      outputs: { share: floats([1, 1, 2, 1], -3, 4) },
    })
    await expect(running).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { remedy: 'Set “activation” of “segmentation” to “sigmoid” in vitrine.json.' },
    })
  })
})

describe('single things', () => {
  const head = {
    kind: 'instances',
    boxes: {
      kind: 'yolo',
      output: 'rows',
      axes: 'boxes-first',
      objectness: false,
      coefficients: 1,
    },
    prototypes: 'maps',
  } as const
  const preprocessing = { ...usual, width: 8, height: 8 }
  // centre x, y, width, height, two classes, one coefficient
  const rows = floats(
    [1, 4, 7],
    ...[
      [2, 4, 4, 8, 0.9, 0, 20],
      [2.2, 4, 4, 8, 0.8, 0, 20],
      [6, 2, 4, 4, 0, 0.6, 20],
      [6, 6, 4, 4, 0, 0.1, 20],
    ].flat(),
  )
  const maps = floats([1, 1, 4, 4], ...Array.from({ length: 16 }, (_, i) => (i < 8 ? 1 : -1)))

  it('come with masks within their boxes, best first, without those that overlap', async () => {
    const { mask, classes } = await segment({
      manifest: {
        head,
        preprocessing,
        labels: ['cat', 'dog'],
        thresholds: { confidence: 0.25, iou: 0.45 },
      },
      outputs: { rows, maps },
      picture: { width: 8, height: 8 },
    })
    if (mask.kind !== 'instances') throw new Error(mask.kind)
    expect(classes).toEqual(['cat', 'dog'])
    expect(
      mask.instances.map(({ class: index, score }) => [index, Math.round(score * 10)]),
    ).toEqual([
      [0, 9],
      [1, 6],
    ])
    const cat = mask.instances[0]!
    expect(cat.pixels.reduce((sum, pixel) => sum + pixel, 0)).toBe(4 * 4)
    expect([cat.left, cat.top]).toEqual([0, 0])
  })

  it('need a coefficient for each prototype', async () => {
    const running = segment({
      manifest: { head, preprocessing, labels: ['cat', 'dog'] },
      outputs: { rows, maps: floats([1, 2, 1, 1], 0, 0) },
    })
    await expect(running).rejects.toMatchObject({ code: 'export-unsupported' })
  })
})
