import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

/** What `model.export(format="onnx")` writes beside the graph. */
const metadata = {
  description: 'Ultralytics YOLO11n model trained on coco.yaml',
  author: 'Ultralytics',
  license: 'AGPL-3.0 License (https://ultralytics.com/license)',
  stride: '32',
  task: 'detect',
  batch: '1',
  imgsz: '[480, 640]',
  names: `{0: 'person', 1: "driver's seat"}`,
  args: "{'batch': 1, 'half': False, 'nms': True}",
}
const read = (said: Record<string, string>, side = 640) =>
  readExport(
    memoryFolder({
      'yolo11n.onnx': graphOf(
        { images: [1, 3, side, side] },
        { output0: [1, 2] },
        { metadata: { ...metadata, ...said } },
      ),
    }),
  )

describe('an Ultralytics export', () => {
  it('of a classifier has the transforms of Ultralytics, and its names', async () => {
    const manifest = await read({ task: 'classify', imgsz: '[224, 224]' }, 224)
    expect(manifest).toMatchObject({
      layout: 'ultralytics',
      task: 'image-classification',
      title: metadata.description,
      licence: metadata.license,
      labels: ['person', "driver's seat"],
      output: 'probabilities',
      preprocessing: {
        width: 224,
        height: 224,
        resize: { mode: 'shorter-side', shorterSide: 224 },
        filter: 'bilinear',
        rescale: 1 / 255,
        mean: [0, 0, 0],
      },
    })
    expect(manifest.guessed).toBeUndefined()
  })

  const opened = (said: Record<string, string>, outputs: Parameters<typeof graphOf>[1]) => {
    const all = Object.entries({ ...metadata, imgsz: '[640, 640]', args: '{}', ...said })
    const stated = Object.fromEntries(all.filter(([, value]) => value !== ''))
    const graph = graphOf({ images: [1, 3, 640, 640] }, outputs, { metadata: stated })
    return readExport(memoryFolder({ 'best.onnx': graph }))
  }
  const letterbox = {
    width: 640,
    height: 640,
    resize: { mode: 'fit', anchor: 'centre', pad: 114 },
    filter: 'bilinear',
    rescale: 1 / 255,
    mean: [0, 0, 0],
  }

  it('of a detector opens with its letterbox, its names and its own thresholds', async () => {
    const manifest = await opened({}, { output0: [1, 6, 8400] })
    expect(manifest).toMatchObject({
      task: 'object-detection',
      labels: ['person', "driver's seat"],
      preprocessing: letterbox,
      head: { kind: 'yolo', output: 'output0', axes: 'values-first', objectness: false },
      thresholds: { confidence: 0.25, iou: 0.7 },
    })
    expect(manifest.guessed).toBeUndefined()
    expect(manifest.notes).toBeUndefined()
  })

  it('with other names than it has classes says so', async () => {
    const manifest = await opened({}, { output0: [1, 84, 8400] })
    expect(manifest.notes).toEqual([
      'There are 2 labels for 80 classes, so the classes are numbered instead.',
    ])
  })

  it('that removes overlapping boxes itself gives corners, score and class', async () => {
    const manifest = await opened({ args: "{'nms': True}" }, { output0: [1, 300, 6] })
    expect(manifest).toMatchObject({
      task: 'object-detection',
      head: { kind: 'end-to-end', output: 'output0' },
    })
    expect(manifest.reasons).toContain('overlapping boxes are removed inside the graph')
  })

  it('of a model that segments knows the prototypes of its masks', async () => {
    const outputs = { output0: [1, 38, 8400], output1: [1, 32, 160, 160] }
    await expect(opened({ task: 'segment' }, outputs)).resolves.toMatchObject({
      task: 'image-segmentation',
      labels: ['person', "driver's seat"],
      preprocessing: letterbox,
      head: {
        kind: 'instances',
        boxes: { kind: 'yolo', output: 'output0', axes: 'values-first', coefficients: 32 },
        prototypes: 'output1',
      },
    })
  })

  it('with open sizes is asked at the size that its metadata names', async () => {
    const graph = graphOf(
      { images: ['batch', 3, 'height', 'width'] },
      { output0: ['batch', 6, 'anchors'] },
      { metadata: { ...metadata, args: '{}' } },
    )
    await expect(readExport(memoryFolder({ 'best.onnx': graph }))).resolves.toMatchObject({
      preprocessing: { width: 640, height: 480 },
      head: { kind: 'yolo', axes: 'values-first' },
    })
  })

  it('of YOLOv5’s own exporter says less, and opens all the same', async () => {
    const old = { task: '', imgsz: '', args: '' }
    await expect(opened(old, { output0: [1, 25200, 7] })).resolves.toMatchObject({
      layout: 'ultralytics',
      task: 'object-detection',
      labels: ['person', "driver's seat"],
      preprocessing: letterbox,
      head: { kind: 'yolo', axes: 'boxes-first', objectness: true },
    })
  })

  it.each([
    ['pose', { output0: [1, 56, 8400] }, 'no page for them'],
    ['obb', { output0: [1, 20, 8400] }, 'boxes are turned'],
    ['detect', { output0: [1, 2] }, 'not those that Ultralytics’ detectors have'],
    ['segment', { output0: [1, 300, 38], output1: [1, 32, 160, 160] }, 'without nms=True'],
  ])(
    'of the task %s that has no page takes tensors and says why: %j',
    async (task, outputs, why) => {
      await expect(opened({ task }, outputs)).resolves.toMatchObject({
        task: 'tensors',
        recognised: task === 'segment' ? 'image-segmentation' : 'object-detection',
        notes: [expect.stringContaining(why)],
      })
    },
  )

  it.each(["{0: 'a', 2: 'b'}", 'person, car', '{0: 1}', "{-1: 'a'}"])(
    'says that it cannot read class names like %s',
    async (names) => {
      const manifest = await read({ task: 'classify', names })
      expect(manifest.notes).toEqual(['The class names in its metadata cannot be read.'])
    },
  )

  it('takes the size from the graph when the metadata does not say it', async () => {
    const manifest = await read({ task: 'classify', imgsz: 'auto' }, 96)
    expect(manifest).toMatchObject({ preprocessing: { width: 96, height: 96 } })
  })
})
