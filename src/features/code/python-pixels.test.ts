import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { syntheticPicture } from '../../core/golden/synthetic-picture.ts'
import { encodeColourPng } from '../../core/masks/png.ts'
import { layOn } from '../../core/pixels/lay-on.ts'
import { pixelSource } from '../../core/pixels/packed-pixels.ts'
import { preprocess, type ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import { resizeRules } from '../../testing/asked-builders.ts'
import { buildPictures } from '../../testing/builders.ts'
import { python, runPython } from '../../testing/python-program.ts'
import { pythonPreprocess } from './snippets/python/picture-input.ts'

const usual: ImagePreprocessing = {
  ...buildPictures().preprocessing,
  width: 31,
  height: 26,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
}
const filters = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const
const ways: readonly ImagePreprocessing[] = [
  ...resizeRules.map((resize) => ({ ...usual, resize })),
  ...filters.map((filter) => ({ ...usual, filter })),
  { ...usual, layout: 'NHWC', colours: 'BGR', rescale: 1, background: [0, 128, 255] },
  {
    ...usual,
    channels: 1,
    mean: [0.5],
    std: [0.5],
    resize: { mode: 'fit', anchor: 'centre', pad: 9 },
  },
]

const sizes = [
  [57, 41],
  [41, 57],
  [20, 20],
  [300, 12],
] as const

/** A picture with parts that are transparent. */
function drawn(width: number, height: number) {
  const picture = syntheticPicture(width, height, 5)
  for (let i = 3; i < picture.data.length; i += 4 * 7) picture.data[i] = i % 256
  return picture
}

const digest = (bytes: NodeJS.ArrayBufferView) => createHash('sha256').update(bytes).digest('hex')

async function ours(how: ImagePreprocessing, width: number, height: number) {
  const picture = drawn(width, height)
  const packed = new Int32Array(picture.data.buffer)
  layOn(packed, how.background ?? [255, 255, 255], 'RGB')
  const { values, placement } = await preprocess(pixelSource(picture), how)
  // Adding 0 makes of -0 what JSON has.
  const { left, top, width: wide, height: high } = placement
  return { values: digest(values), size: [width, height], place: [left + 0, top + 0, wide, high] }
}

describe.skipIf(python === undefined)('the preprocessing that the page hands out in Python', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-pixels-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('gives the tensor that the page makes, to the bit', async () => {
    for (const [width, height] of sizes) {
      const deflate = (bytes: Uint8Array) => Promise.resolve(new Uint8Array(deflateSync(bytes)))
      const png = await encodeColourPng(
        new Uint8ClampedArray(drawn(width, height).data),
        { width, height },
        deflate,
      )
      writeFileSync(join(folder, `${width}x${height}.png`), png)
    }
    const program = [
      'import hashlib, json',
      'import numpy as np',
      'from PIL import Image, ImageOps',
      'answer = []',
      ...ways.flatMap((how) => [
        pythonPreprocess(how),
        ...sizes.flatMap(([width, height]) => [
          `values, size, place = preprocess("${width}x${height}.png")`,
          'assert values.dtype == np.float32',
          'digest = hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()',
          'answer.append({"values": digest, "size": size, "place": place})',
        ]),
      ]),
      'print(json.dumps(answer))',
    ].join('\n')
    const found: unknown = JSON.parse(await runPython(program, { folder }))
    const expected = await Promise.all(
      ways.flatMap((how) => sizes.map(([width, height]) => ours(how, width, height))),
    )
    expect(found).toEqual(expected)
  }, 60_000)
})
