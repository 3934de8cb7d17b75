import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const cfg = {
  input_size: [3, 224, 224],
  interpolation: 'bicubic',
  crop_pct: 0.95,
  crop_mode: 'center',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  license: 'apache-2.0',
}
const config = { architecture: 'resnet18', num_classes: 2, pretrained_cfg: cfg }
const read = (json: unknown) =>
  readExport(memoryFolder({ 'config.json': json, 'model.onnx': 'weights' }))

describe('a timm export', () => {
  it('has the crop of timm, which cuts the size off and does not round it', async () => {
    await expect(read(config)).resolves.toMatchObject({
      layout: 'timm',
      licence: 'apache-2.0',
      preprocessing: {
        width: 224,
        filter: 'bicubic',
        // 224 / 0.95 = 235.79
        resize: { mode: 'shorter-side', shorterSide: 235 },
        mean: cfg.mean,
        std: cfg.std,
      },
    })
  })

  it('resizes to the exact size when it squashes whole pictures', async () => {
    const squash = { ...config, pretrained_cfg: { ...cfg, crop_mode: 'squash', crop_pct: 1 } }
    await expect(read(squash)).resolves.toMatchObject({
      preprocessing: { resize: { mode: 'exact' } },
    })
  })

  it('with borders fits whole pictures in, on a grey as light as timm’s mean', async () => {
    const border = { ...config, pretrained_cfg: { ...cfg, crop_mode: 'border', crop_pct: 1 } }
    await expect(read(border)).resolves.toMatchObject({
      preprocessing: { resize: { mode: 'fit', anchor: 'centre', pad: 114 } },
      notes: [expect.stringContaining('borders')],
    })
  })

  it('spells out the names that stand for its classes', async () => {
    const labels = {
      label_names: ['n01', 'n02'],
      label_descriptions: { n01: 'tench', n02: 'goldfish' },
    }
    await expect(read({ ...config, ...labels })).resolves.toMatchObject({
      labels: ['tench', 'goldfish'],
    })
  })

  it.each([
    [{ crop_mode: 'border' }, 'crop_mode border'],
    [{ crop_mode: 'squash' }, 'crop_mode squash'],
    [{ interpolation: 'random' }, 'random interpolation'],
    [{ input_size: [4, 224, 224] }, '4 channels'],
  ])('names the step that we do not have: %j', async (step, problem) => {
    const json = { ...config, pretrained_cfg: { ...cfg, ...step } }
    await expect(read(json)).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining(problem) },
    })
  })

  it('without classes gives features', async () => {
    const folder = memoryFolder({
      'config.json': { ...config, num_classes: 0 },
      'model.onnx': graphOf({ x: [1, 3, 224, 224] }, { y: [1, 512] }),
    })
    await expect(readExport(folder)).resolves.toMatchObject({ recognised: 'feature-extraction' })
  })
})
