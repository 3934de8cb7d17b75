import { describe, expect, it } from 'vitest'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { ObjectDetectionManifest } from '../protocol/picture-manifests.ts'
import { buildDetector } from '../testing/detection-builders.ts'
import { floats, tickingContext } from '../testing/text-encoder.ts'
import { createObjectDetection } from './object-detection.ts'
import type { PictureDecoder, Session } from './ports.ts'

/** 20 × 10 pixels, which fill the upper half of a tensor of 8 × 8 but for its last line: it is fitted. */
const decoder: PictureDecoder = {
  decode: () =>
    Promise.resolve({
      picture: {
        ...pixelSource({ width: 20, height: 10, data: new Uint8Array(800).fill(255) }),
        close: () => {},
      },
      facts: { format: 'PNG', width: 20, height: 10, animated: false },
    }),
}

const letterbox = (): ObjectDetectionManifest => {
  const { preprocessing } = buildDetector()
  return buildDetector({
    preprocessing: {
      ...preprocessing,
      width: 8,
      height: 8,
      resize: { mode: 'fit', anchor: 'centre', pad: 114 },
    },
    labels: ['person', 'dog'],
    head: { kind: 'yolo', output: 'output0', axes: 'boxes-first', objectness: false },
  })
}

function detect(
  parts: Partial<ObjectDetectionManifest>,
  outputs: Record<string, Tensor>,
  input: { showTensor?: boolean } = {},
) {
  const asked: (readonly string[] | undefined)[] = []
  const session: Session = {
    inputs: [{ name: 'images', type: 'float32', dims: [1, 3, 8, 8] }],
    outputs: Object.entries(outputs).map(([name, { dims }]) => ({ name, type: 'float32', dims })),
    run(_, wanted) {
      asked.push(wanted)
      return Promise.resolve(outputs)
    },
  }
  const manifest = { ...letterbox(), ...parts }
  const pipeline = createObjectDetection(manifest, { session, decoder })
  const image = new Blob(['a picture'])
  return { asked, result: () => pipeline.run({ image, ...input }, tickingContext()) }
}

// Of the whole picture; beyond its left edge; in the grey below it; not likely enough.
const rows = [
  [4, 4, 8, 4, 0.1, 0.9],
  [0, 4, 4, 2, 0.6, 0.2],
  [4, 7, 2, 1.9, 0.8, 0.2],
  [4, 4, 2, 2, 0.04, 0.01],
]
const output0 = floats([1, 4, 6], rows.flat())

describe('detecting objects', () => {
  it('gives boxes in pixels of the picture, best first, cut off at its edges', async () => {
    const { boxes, classes, suppressed, image } = await detect({}, { output0 }).result()
    expect([...boxes.corners]).toEqual([0, 0, 20, 10, 0, 2.5, 5, 7.5])
    expect([...boxes.classes]).toEqual([1, 0])
    expect([...boxes.scores].map((score) => score.toFixed(2))).toEqual(['0.90', '0.60'])
    expect({ classes, suppressed, image }).toMatchObject({
      classes: ['person', 'dog'],
      suppressed: false,
      image: { width: 20, height: 10 },
    })
  })

  it('leaves overlapping boxes to the page, and says which graphs have none', async () => {
    const twice = floats([1, 2, 6], [...rows[0]!, ...rows[0]!])
    const { boxes } = await detect({}, { output0: twice }).result()
    expect(boxes.scores).toHaveLength(2)
    const ends = floats([1, 2, 6], [0, 2, 8, 6, 0.9, 1, 0, 0, 0, 0, 0, 0])
    const head = { kind: 'end-to-end', output: 'output0' } as const
    const ended = await detect({ head }, { output0: ends }).result()
    expect(ended.suppressed).toBe(true)
    expect([...ended.boxes.corners]).toEqual([0, 0, 20, 10])
  })

  it('asks the graph for no more than it reads', async () => {
    const { asked, result } = detect({}, { output0, features: output0 })
    await result()
    expect(asked).toEqual([['output0']])
  })

  it('shows the tensor when it is asked to', async () => {
    const { seen } = await detect({}, { output0 }, { showTensor: true }).result()
    expect(seen).toMatchObject({ width: 8, height: 8 })
  })

  it('numbers the classes where the export names none', async () => {
    const result = await detect({ labels: [] }, { output0 }).result()
    expect(result.classes).toEqual(['class_0', 'class_1'])
    expect(result).not.toHaveProperty('mismatch')
  })

  it('says that there are not as many names as classes, and does not use them', async () => {
    const { classes, mismatch } = await detect(
      { labels: ['person', 'dog', 'car'] },
      { output0 },
    ).result()
    expect(mismatch).toEqual({ labels: 3, classes: 2 })
    expect(classes).toEqual(['class_0', 'class_1'])
  })

  it('says so too where only the boxes tell how many classes there are', async () => {
    const head = { kind: 'end-to-end', output: 'output0' } as const
    const of = (index: number) => floats([1, 1, 6], [0, 2, 8, 6, 0.9, index])
    const fitting = await detect({ head }, { output0: of(1) }).result()
    expect(fitting.classes).toEqual(['person', 'dog'])
    const beyond = await detect({ head }, { output0: of(5) }).result()
    expect(beyond.mismatch).toEqual({ labels: 2, classes: 6 })
    expect(beyond.classes[5]).toBe('class_5')
  })

  it.each([
    ['ssd', ['face'], ['background', 'face']],
    ['ssd', ['nothing', 'face'], ['nothing', 'face']],
    ['detr', ['cat', 'N/A'], ['cat']],
    ['detr', ['cat'], ['cat']],
  ] as const)(
    'takes names of a %s with and without one for nothing',
    async (kind, labels, classes) => {
      const scores = floats([1, 1, 2], [0.1, 0.9])
      const boxes = floats([1, 1, 4], [0.5, 0.5, 1, 1])
      const head =
        kind === 'ssd'
          ? ({ kind, scores: 'scores', boxes: 'boxes' } as const)
          : ({ kind, logits: 'scores', boxes: 'boxes', scores: 'softmax' } as const)
      const result = await detect({ head, labels }, { scores, boxes }).result()
      expect(result.classes).toEqual(classes)
      expect(result).not.toHaveProperty('mismatch')
    },
  )

  it('refuses at once a graph without the output that the boxes should be in', () => {
    expect(() => detect({}, { scores: output0 })).toThrow(
      expect.objectContaining({
        code: 'export-unsupported',
        facts: {
          problem: 'The boxes should be in its output “output0”, but the graph has only “scores”',
          remedy: 'Correct “head” in vitrine.json.',
        },
      }),
    )
  })

  it('names an output that holds no numbers', async () => {
    const broken = floats([1, 1, 6], [4, 4, NaN, 4, 0.1, 0.9])
    await expect(detect({}, { output0: broken }).result()).rejects.toMatchObject({
      code: 'output-not-finite',
    })
  })
})
