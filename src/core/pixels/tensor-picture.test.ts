import { describe, expect, it } from 'vitest'
import { fromHalf, toHalf } from '../tensors/float16.ts'
import { syntheticPicture } from '../golden/synthetic-picture.ts'
import { pixelSource } from './packed-pixels.ts'
import { preprocess, type ImagePreprocessing } from './preprocess.ts'
import { tensorPicture } from './tensor-picture.ts'

const picture = syntheticPicture(9, 7, 0)
const how: ImagePreprocessing = {
  width: 9,
  height: 7,
  resize: { mode: 'exact' },
  filter: 'bicubic',
  channels: 3,
  layout: 'NCHW',
  rescale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
}

async function seen(changes: Partial<ImagePreprocessing>, stored = (value: number) => value) {
  const all = { ...how, ...changes }
  const { values, ...size } = await preprocess(pixelSource(picture), all)
  return tensorPicture(values.map(stored), size, all)
}

describe('a tensor as a picture', () => {
  it.each<[string, Partial<ImagePreprocessing>]>([
    ['ImageNet’s mean and deviation', {}],
    ['channels last', { layout: 'NHWC' }],
    ['blue first', { colours: 'BGR' }],
    ['plain bytes', { rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] }],
    ['-1 to 1', { rescale: 1 / 127.5, mean: [1, 1, 1], std: [1, 1, 1] }],
    ['BGR less its mean', { rescale: 1, mean: [104, 117, 123], std: [1, 1, 1], colours: 'BGR' }],
  ])('is the picture again, to the last bit: %s', async (_, changes) => {
    const { resized } = await seen(changes)
    expect([...resized]).toEqual([...picture.data])
  })

  it('is the picture again from half precision', async () => {
    const { resized } = await seen({}, (value) => fromHalf(toHalf(value)))
    expect([...resized]).toEqual([...picture.data])
  })

  it('shows one channel as grey', async () => {
    const { resized, channels } = await seen({ channels: 1, mean: [0.5], std: [0.5] })
    expect(channels).toHaveLength(1)
    for (let i = 0; i < resized.length; i += 4) {
      expect(new Set(resized.subarray(i, i + 3)).size).toBe(1)
      expect(resized[i + 3]).toBe(255)
    }
  })

  it('shows padding', async () => {
    const fit = { mode: 'fit', anchor: 'centre', pad: 114 } as const
    const { resized } = await seen({ height: 9, resize: fit })
    expect([...resized.subarray(0, 4)]).toEqual([114, 114, 114, 255])
  })

  it('stretches each channel from its least to its greatest value, which it names', () => {
    const values = Float32Array.of(-1, 0, 1, 5, 6, 7, 3, 3, 3)
    const flat = { ...how, width: 3, height: 1 }
    const { normalised, channels } = tensorPicture(values, { width: 3, height: 1 }, flat)
    expect([...normalised]).toEqual([0, 0, 0, 255, 128, 128, 0, 255, 255, 255, 0, 255])
    expect(channels).toEqual([
      { min: -1, max: 1, mean: 0 },
      { min: 5, max: 7, mean: 6 },
      { min: 3, max: 3, mean: 3 },
    ])
  })
})
