import { existsSync, readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { RgbaPicture } from '../core/pixels/picture.ts'
import { createImageSegmentation } from '../pipelines/image-segmentation.ts'
import { createImageToImage } from '../pipelines/image-to-image.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import {
  buildPainter,
  buildSegmenter,
  echoModel,
  instancesHead,
  instancesModel,
} from '../testing/segmentation-builders.ts'
import {
  agreementWith,
  buildRealSegmenter,
  goldenCases,
  realSegmenters,
  shareOf,
  type RealSegmenter,
} from '../testing/segmentation-golden.ts'

const fixtures = new URL('../../../shared/fixtures/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: real models of segmentation, because ../shared is absent')

const started = await startNodeOrt()
const image = { size: 1, slice: () => ({ arrayBuffer: async () => new ArrayBuffer(1) }) }
const context = {
  signal: { aborted: false },
  breathe: async () => {},
  now: () => performance.now(),
  report: () => {},
}

function open(model: Uint8Array) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  return openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path: 'model.onnx', model, external: [] }),
  })
}

function decoderOf(picture: RgbaPicture): PictureDecoder {
  const { width, height } = picture
  return {
    decode: async () => ({
      picture: { ...pixelSource(picture), close: () => {} },
      facts: { format: 'PNG', width, height, animated: false },
    }),
  }
}

/** A PNG of 8-bit RGB that is not interlaced, as Pillow writes them. */
function readPng(path: string): RgbaPicture {
  const bytes = readFileSync(new URL(path, fixtures))
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  expect([...bytes.subarray(24, 29)]).toEqual([8, 2, 0, 0, 0])
  const parts: Uint8Array[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const length = bytes.readUInt32BE(at)
    const isData = bytes.toString('latin1', at + 4, at + 8) === 'IDAT'
    if (isData) parts.push(bytes.subarray(at + 8, at + 8 + length))
  }
  const rows = inflateSync(Buffer.concat(parts))
  const stride = width * 3
  const above = new Uint8Array(stride + 3)
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]!
    let corner = [0, 0, 0]
    for (let i = 0; i < stride; i++) {
      const left = i < 3 ? 0 : data[(y * width + Math.floor((i - 3) / 3)) * 4 + (i % 3)]!
      const up = above[i]!
      const upLeft = corner[i % 3]!
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter]!
      const value = (rows[y * (stride + 1) + 1 + i]! + guess) & 255
      corner[i % 3] = up
      above[i] = value
      data[(y * width + Math.floor(i / 3)) * 4 + (i % 3)] = value
    }
  }
  return { width, height, data }
}

function paeth(left: number, up: number, upLeft: number): number {
  const [a, b, c] = [left, up, upLeft].map((value) => Math.abs(left + up - upLeft - value))
  if (a! <= b! && a! <= c!) return left
  return b! <= c! ? up : upLeft
}

const names: RealSegmenter[] = ['selfie', 'person', 'parts']

describe.skipIf(isAbsent).each(names)('the masks of a real model (%s)', (name) => {
  const { model, threshold } = realSegmenters[name]
  const path = new URL(`models/image-segmentation/${model}`, fixtures)

  it.each(goldenCases.filter(({ picture }) => picture.endsWith('.png')))(
    'are those of Pillow, ONNX Runtime and PyTorch: $picture',
    async ({ picture, size, [name]: expected }) => {
      const session = await open(readFileSync(path))
      const decoder = decoderOf(readPng(picture))
      const pipeline = createImageSegmentation(buildRealSegmenter(name), { session, decoder })
      const { width, height, mask } = await pipeline.run({ image }, context)
      expect([width, height]).toEqual(size)
      if (mask.kind === 'instances') throw new Error(mask.kind)
      const labels =
        mask.kind === 'semantic'
          ? mask.pixels
          : mask.alpha.map((share) => (share >= threshold * 255 ? 1 : 0))
      expect(agreementWith(expected, { width, height, labels })).toBeGreaterThanOrEqual(0.999)
      const shares: Readonly<Record<string, number | undefined>> = expected.shares
      for (const label of Object.keys(shares)) {
        expect(Math.abs(shareOf(labels, Number(label)) - shares[label]!)).toBeLessThan(1e-3)
      }
    },
    30_000,
  )
})

describe('a graph of each kind in the real runtime', () => {
  /** Red, green, blue in a row of four: the middle two are green. */
  const stripes = {
    width: 4,
    height: 1,
    data: Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]),
  }
  const preprocessing = { ...buildSegmenter().preprocessing, width: 4, height: 1 }
  const decoder = decoderOf(stripes)
  const size = { width: 4, height: 1 }

  it('tells classes apart', async () => {
    const session = await open(echoModel(size, { name: 'maps' }))
    const head = { kind: 'semantic', output: 'maps', layout: 'NCHW' } as const
    const manifest = buildSegmenter({ preprocessing, head, labels: ['red', 'green', 'blue'] })
    const { mask } = await createImageSegmentation(manifest, { session, decoder }).run(
      { image },
      context,
    )
    expect(mask).toEqual({ kind: 'semantic', pixels: Uint8Array.of(0, 1, 1, 2) })
  })

  it('takes the classes that the graph chose', async () => {
    const nodes = [
      {
        op: 'ArgMax',
        inputs: ['pixels'],
        outputs: ['ids'],
        attributes: { axis: { int: 1 }, keepdims: { int: 0 } },
      },
    ]
    const session = await open(
      echoModel(size, { name: 'ids', nodes, dims: [1, 1, 4], type: 'int64' }),
    )
    const head = { kind: 'semantic', output: 'ids', layout: 'NCHW' } as const
    const manifest = buildSegmenter({ preprocessing, head, labels: ['red', 'green', 'blue'] })
    const { mask } = await createImageSegmentation(manifest, { session, decoder }).run(
      { image },
      context,
    )
    expect(mask).toEqual({ kind: 'semantic', pixels: Uint8Array.of(0, 1, 1, 2) })
  })

  it('takes a single mask', async () => {
    const nodes = [
      {
        op: 'ReduceMax',
        inputs: ['pixels'],
        outputs: ['share'],
        attributes: { axes: { ints: [1] }, keepdims: { int: 1 } },
      },
    ]
    const session = await open(echoModel(size, { name: 'share', nodes, dims: [1, 1, 1, 4] }))
    const head = { kind: 'matte', output: 'share', layout: 'NCHW', activation: 'none' } as const
    const manifest = buildSegmenter({ preprocessing, head, labels: [] })
    const { mask, classes } = await createImageSegmentation(manifest, { session, decoder }).run(
      { image },
      context,
    )
    expect(mask).toEqual({ kind: 'matte', alpha: Uint8Array.of(255, 255, 255, 255) })
    expect(classes).toEqual(['subject'])
  })

  it('cuts out single things', async () => {
    const session = await open(instancesModel())
    const manifest = buildSegmenter({
      preprocessing: { ...buildSegmenter().preprocessing, width: 64, height: 64 },
      head: instancesHead,
      labels: ['cat', 'dog'],
    })
    const picture = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 4) }
    const { mask } = await createImageSegmentation(manifest, {
      session,
      decoder: decoderOf(picture),
    }).run({ image }, context)
    if (mask.kind !== 'instances') throw new Error(mask.kind)
    const found = mask.instances.map((thing) => ({
      class: thing.class,
      share: shareOf(thing.pixels, 1) * thing.pixels.length,
      isLow: thing.pixels.indexOf(1) / thing.width + thing.top >= 31,
    }))
    expect(found).toEqual([
      { class: 0, share: 32 * 64, isLow: false },
      // Upsampling takes the corner off.
      { class: 1, share: 32 * 32 - 1, isLow: true },
    ])
  })

  it('gives a picture back', async () => {
    const session = await open(echoModel(size, { name: 'painted' }))
    const result = await createImageToImage(buildPainter({ preprocessing }), {
      session,
      decoder,
    }).run({ image }, context)
    expect([...result.pixels]).toEqual([...stripes.data])
  })
})
