import { describe, expect, it } from 'vitest'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { ImageToImageManifest } from '../protocol/picture-manifests.ts'
import { buildPainter } from '../testing/segmentation-builders.ts'
import { createImageToImage } from './image-to-image.ts'
import type { PictureDecoder, Session } from './ports.ts'

interface Given {
  output?: Partial<ImageToImageManifest['output']>
  preprocessing?: Partial<ImageToImageManifest['preprocessing']>
  painted: Tensor
  picture?: { width: number; height: number }
}

const image = { size: 1, slice: () => ({ arrayBuffer: async () => new ArrayBuffer(1) }) }

async function paint({ output, preprocessing, painted, picture }: Given) {
  const { width, height } = picture ?? { width: 2, height: 1 }
  const decoder: PictureDecoder = {
    decode: async () => ({
      picture: {
        ...pixelSource({ width, height, data: new Uint8Array(width * height * 4) }),
        close: () => {},
      },
      facts: { format: 'PNG', width, height, animated: false },
    }),
  }
  const session: Session = {
    inputs: [{ name: 'pixels', type: 'float32', dims: ['b', 3, 'h', 'w'] }],
    outputs: [{ name: 'painted', type: painted.type, dims: painted.dims }],
    run: async () => ({ painted }),
  }
  const usual = buildPainter()
  const manifest = {
    ...usual,
    preprocessing: { ...usual.preprocessing, width: 2, height: 1, ...preprocessing },
    output: { ...usual.output, ...output },
  }
  const context = {
    signal: { aborted: false },
    breathe: async () => {},
    now: () => 0,
    report: () => {},
  }
  return createImageToImage(manifest, { session, decoder }).run({ image }, context)
}

const floats = (dims: number[], ...values: number[]): Tensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(values),
})

describe('a model that makes a picture', () => {
  // Two pixels: red and a dark one.
  const colours = [1, 0.2, 0, 0.4, 0, 0.6]

  it('shows what came out, opaque', async () => {
    const { width, height, pixels } = await paint({ painted: floats([1, 3, 1, 2], ...colours) })
    expect([width, height]).toEqual([2, 1])
    expect([...pixels]).toEqual([255, 0, 0, 255, 51, 102, 153, 255])
  })

  it('reads interleaved colours, blue ones first, up to 255', async () => {
    const { pixels } = await paint({
      output: { layout: 'NHWC', colours: 'BGR', white: 255 },
      painted: floats([1, 1, 2, 3], 0, 0, 255, 153, 102, 51),
    })
    expect([...pixels]).toEqual([255, 0, 0, 255, 51, 102, 153, 255])
  })

  it('cuts off what is beyond black and white, and rounds', async () => {
    const { pixels } = await paint({
      output: { white: 255 },
      painted: floats([1, 3, 1, 1], -4, 300, 99.6),
    })
    expect([...pixels]).toEqual([0, 255, 100, 255])
  })

  it('shows one map as grey', async () => {
    const { pixels } = await paint({ painted: floats([1, 1, 1, 2], 0, 1) })
    expect([...pixels]).toEqual([0, 0, 0, 255, 255, 255, 255, 255])
  })

  it('takes bytes', async () => {
    const painted: Tensor = { type: 'uint8', dims: [1, 3, 1, 1], data: Uint8Array.of(1, 2, 3) }
    const { pixels } = await paint({ output: { white: 255 }, painted })
    expect([...pixels]).toEqual([1, 2, 3, 255])
  })

  it('leaves out the padding that went in, at the scale of what came out', async () => {
    // A picture of 4 × 2 in a tensor of 4 × 4, which comes out twice as large.
    const resize = { mode: 'fit', anchor: 'centre', pad: 0 } as const
    const rows = [9, 9, 0, 1, 2, 3, 9, 9]
    const { width, height, pixels } = await paint({
      preprocessing: { width: 4, height: 4, resize },
      output: { white: 255 },
      painted: floats([1, 1, 8, 8], ...rows.flatMap((row) => Array.from({ length: 8 }, () => row))),
      picture: { width: 4, height: 2 },
    })
    expect([width, height]).toEqual([8, 4])
    expect([...pixels].filter((_, i) => i % 32 === 0)).toEqual([0, 1, 2, 3])
  })

  it('shows depths from the least to the greatest of the picture, without the padding’s', async () => {
    const resize = { mode: 'fit', anchor: 'top-left', pad: 0 } as const
    const { pixels, range } = await paint({
      preprocessing: { width: 2, height: 2, resize },
      output: { gives: 'depth' },
      painted: floats([1, 2, 2], 2, 6, 1000, -1000),
      picture: { width: 2, height: 1 },
    })
    expect(range).toEqual({ min: 2, max: 6 })
    expect([pixels[0], pixels[4]]).toEqual([0, 255])
  })

  it('shows a depth that is the same everywhere as black', async () => {
    const { pixels, range } = await paint({
      output: { gives: 'depth' },
      painted: floats([1, 1, 1, 2], 5, 5),
    })
    expect(range).toEqual({ min: 5, max: 5 })
    expect([...pixels]).toEqual([0, 0, 0, 255, 0, 0, 0, 255])
  })

  it.each<[string, Tensor, string]>([
    ['two maps', floats([1, 2, 1, 1], 0, 0), 'export-unsupported'],
    ['a list', floats([1, 5], 0, 0, 0, 0, 0), 'export-unsupported'],
    ['numbers that are none', floats([1, 1, 1, 2], Infinity, 0), 'output-not-finite'],
  ])('refuses %s', async (_name, painted, code) => {
    await expect(paint({ painted })).rejects.toMatchObject({ code })
  })

  it('refuses at once a graph that lacks the output', async () => {
    const running = paint({ output: { name: 'other' }, painted: floats([1, 1, 1, 1], 0) })
    await expect(running).rejects.toMatchObject({ code: 'export-unsupported' })
  })
})
