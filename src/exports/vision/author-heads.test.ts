import { describe, expect, it } from 'vitest'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const strange = graphOf(
  { x: [1, 3, 320, 320] },
  { a: [1, 500, 7], b: [1, 400, 4], c: [1, 3, 40, 40] },
)
const read = (said: VitrineJson, graph = strange) =>
  readExport(memoryFolder({ 'net.onnx': graph, 'vitrine.json': said, 'cat.png': 'picture' }))

describe('what an author says of a detector', () => {
  it.each<[VitrineJson, object]>([
    [
      { detection: { head: 'ssd', scores: 'a', boxes: 'b' } },
      { kind: 'ssd', scores: 'a', boxes: 'b' },
    ],
    [
      { detection: { head: 'yolo', output: 'a', axes: 'boxes-first', strides: [8, 16] } },
      { kind: 'yolo', output: 'a', axes: 'boxes-first', objectness: false, strides: [8, 16] },
    ],
    [
      { detection: { head: 'detr', logits: 'a', boxes: 'b' }, scores: 'sigmoid' },
      { kind: 'detr', logits: 'a', boxes: 'b', scores: 'sigmoid' },
    ],
    [
      {
        detection: { head: 'listed', boxes: 'b', scores: 'a', labels: 'c', unit: 'relative' },
      },
      {
        kind: 'listed',
        boxes: 'b',
        scores: 'a',
        labels: 'c',
        order: 'xyxy',
        unit: 'relative',
        firstLabel: 1,
      },
    ],
    [{ detection: { head: 'end-to-end', output: 'b' } }, { kind: 'end-to-end', output: 'b' }],
    [{ detection: { head: 'fastest-det', output: 'a' } }, { kind: 'fastest-det', output: 'a' }],
    [{ detection: { head: 'yunet' } }, { kind: 'yunet' }],
    [
      { detection: { head: 'blaze-face', scores: ['a'], boxes: 'b' } },
      { kind: 'blaze-face', scores: ['a'], boxes: ['b'] },
    ],
  ])('is its head: %j', async (said, head) => {
    const manifest = await read({ task: 'object-detection', ...said })
    expect(manifest).toMatchObject({ task: 'object-detection' })
    expect('head' in manifest && manifest.head).toEqual(head)
  })

  it('is laid over what the graph looks like, key by key', async () => {
    const yolox = graphOf({ images: [1, 3, 416, 416] }, { output: [1, 3549, 85] })
    const manifest = await read({ detection: { strides: [], confidence: 0.6 } }, yolox)
    expect(manifest).toMatchObject({
      task: 'object-detection',
      head: { kind: 'yolo', output: 'output', axes: 'boxes-first', objectness: true },
      thresholds: { confidence: 0.6, iou: 0.45 },
      preprocessing: { colours: 'BGR' },
    })
    expect(manifest).not.toHaveProperty('head.strides')
    expect(manifest.guessed).not.toContain('detection.strides')
    expect(manifest.guessed).toContain('detection.axes')
  })

  it.each<[VitrineJson, string, string]>([
    [{}, 'detection.head', 'it must be there'],
    [{ detection: { head: 'ssd', boxes: 'b' } }, 'detection.scores', '“a”, “b” and “c”'],
    [{ detection: { head: 'yolo', output: 'z' } }, 'detection.output', 'no output “z”'],
    [{ detection: { head: 'magic' } } as unknown as VitrineJson, 'detection.head', 'one of yolo'],
    [{ detection: { boxed: 1 } } as unknown as VitrineJson, 'detection', '“boxed” is not a key'],
    [{ detection: { confidence: 2 } }, 'detection.confidence', 'at most 1'],
    [
      { preprocessing: { shorterSide: 800, longerSide: 600 }, detection: { head: 'yunet' } },
      'preprocessing.longerSide',
      'not be less',
    ],
  ])('is held against the graph, and the key is named: %j', async (said, key, problem) => {
    await expect(read({ task: 'object-detection', ...said })).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { file: 'vitrine.json', key, problem: expect.stringContaining(problem) },
    })
  })
})

describe('what an author says of other pictures', () => {
  it('is how parts are written down', async () => {
    const said: VitrineJson = {
      task: 'image-segmentation',
      segmentation: { head: 'semantic', output: 'c', background: 2 },
      labels: ['wall', 'sky', 'nothing'],
    }
    await expect(read(said)).resolves.toMatchObject({
      head: { kind: 'semantic', output: 'c', layout: 'NCHW', background: 2 },
      labels: said.labels,
    })
    await expect(
      read({
        ...said,
        segmentation: {
          head: 'instances',
          output: 'a',
          axes: 'boxes-first',
          prototypes: 'c',
          coefficients: 3,
        },
      }),
    ).resolves.toMatchObject({
      head: {
        kind: 'instances',
        boxes: { output: 'a', axes: 'boxes-first', coefficients: 3 },
        prototypes: 'c',
      },
    })
  })

  it('is what comes out', async () => {
    await expect(
      read({
        task: 'image-to-image',
        image: { output: 'c', white: 255, colours: 'BGR' },
        preprocessing: { resize: 'fit', pad: 0, anchor: 'top-left', background: [0, 0, 0] },
      }),
    ).resolves.toMatchObject({
      output: { name: 'c', layout: 'NCHW', gives: 'picture', white: 255, colours: 'BGR' },
      preprocessing: {
        resize: { mode: 'fit', anchor: 'top-left', pad: 0 },
        background: [0, 0, 0],
      },
    })
  })

  it('is how many classes of a picture may hold, and what a reference gives for an example', async () => {
    const expected = { predictions: [{ class: 'cat', prob: 0.9 }], tolerance: 0.02 }
    await expect(
      read({
        task: 'image-classification',
        scores: 'sigmoid',
        threshold: 0.3,
        examples: [{ title: 'Cat', image: 'cat.png', expected }],
      }),
    ).resolves.toMatchObject({
      scores: 'sigmoid',
      threshold: 0.3,
      examples: [{ title: 'Cat', image: 'cat.png', expected }],
    })
  })

  it.each<[NonNullable<VitrineJson['preprocessing']>, object]>([
    [{ longerSide: 900 }, { mode: 'within', shorterSide: 320, longerSide: 900 }],
    [{ pad: 0 }, { mode: 'fit', anchor: 'centre', pad: 0 }],
    [
      { shorterSide: 360, rounding: 'transformers' },
      { mode: 'shorter-side', shorterSide: 360, rounding: 'transformers' },
    ],
    [{ resize: 'exact', pad: 3 }, { mode: 'exact' }],
  ])('is how pictures get their size: %j', async (preprocessing, resize) => {
    const manifest = await read({ task: 'image-classification', preprocessing })
    expect('preprocessing' in manifest && manifest.preprocessing.resize).toEqual(resize)
  })
})
