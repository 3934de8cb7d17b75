import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createClassRows } from './class-rows.ts'
import golden from '../golden/segmentation.json' with { type: 'json' }
import { instanceMask } from './instance-mask.ts'
import { lineSamples } from './line-samples.ts'

/** The same numbers as `noise` of golden/make-segmentation.py. */
function noise(count: number, seed: number): Float32Array {
  let state = BigInt(seed)
  return Float32Array.from({ length: count }, () => {
    state = (state * 1103515245n + 12345n) % 2147483648n
    return Number(state) / 2 ** 31 - 0.5
  })
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function linesOf(pixels: number[], cells: number[], tensor: number[], placement: number[]) {
  const line = (axis: 0 | 1) =>
    lineSamples({
      pixels: pixels[axis]!,
      cells: cells[axis]!,
      tensor: tensor[axis]!,
      offset: placement[axis]!,
      length: placement[axis + 2]!,
    })
  return { down: line(0), across: line(1) }
}

function interleaved(values: Float32Array, classes: number, cells: number): Float32Array {
  return values.map((_, i) => values[(i % classes) * cells + Math.floor(i / classes)]!)
}

describe('the classes of a picture', () => {
  for (const layout of ['NCHW', 'NHWC'] as const) {
    it.each(golden.semantic)(
      `are PyTorch’s interpolate and argmax, ${layout}: $kind, $map to $pixels`,
      ({ seed, map, pixels, tensor, placement, sha256: expected }) => {
        const [classes = 0, height = 0, width = 0] = map
        const { across, down } = linesOf(pixels, [height, width], tensor, placement)
        const scores = noise(classes * height * width, seed)
        const values = layout === 'NCHW' ? scores : interleaved(scores, classes, height * width)
        const writeRow = createClassRows({ values, classes, width, height, layout }, across, down)
        const [high = 0, wide = 0] = pixels
        const mask = new Uint8Array(high * wide)
        for (let y = 0; y < high; y++) writeRow(y, mask.subarray(y * wide))
        expect(sha256(mask)).toBe(expected)
      },
    )
  }
})

describe('the mask of one thing', () => {
  it.each(golden.instances)(
    'is that of Ultralytics’ process_mask: $prototypes, $count pixels',
    ({ seed, prototypes, box, pixels, count, sha256: expected }) => {
      const [maps = 0, height = 0, width = 0] = prototypes
      const { across, down } = linesOf(pixels, [height, width], pixels, [0, 0, ...pixels])
      const found = instanceMask(
        { values: noise(maps * height * width, seed), count: maps, width, height },
        noise(maps, seed + 1).map((value) => value * 8),
        box.map((edge) => edge / 4) as [number, number, number, number],
        across,
        down,
      )
      const [high = 0, wide = 0] = pixels
      const whole = new Uint8Array(high * wide)
      for (let y = 0; y < (found?.height ?? 0); y++) {
        const row = found!.pixels.subarray(y * found!.width, (y + 1) * found!.width)
        whole.set(row, (found!.top + y) * wide + found!.left)
      }
      expect(whole.filter((pixel) => pixel === 1)).toHaveLength(count)
      expect(sha256(whole)).toBe(expected)
    },
  )
})
