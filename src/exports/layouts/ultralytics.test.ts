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

  it.each([
    ['detect', 'object-detection'],
    ['obb', 'object-detection'],
    ['pose', 'object-detection'],
    ['segment', 'image-segmentation'],
  ])('of the task %s is recognised as %s, with how pictures go in', async (task, recognised) => {
    const manifest = await read({ task })
    expect(manifest).toMatchObject({ task: 'tensors', recognised })
    expect(manifest.reasons).toEqual([
      expect.stringContaining(`says ${task}`),
      '640 × 480 RGB',
      'pictures go in letterboxed on grey (114) and divided by 255',
      '2 classes',
      'stride 32',
      'overlapping boxes are removed inside the graph',
    ])
  })

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
