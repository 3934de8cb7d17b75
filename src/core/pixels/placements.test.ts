import { describe, expect, it } from 'vitest'
import golden from '../golden/placements.json' with { type: 'json' }
import { pixelSource } from './packed-pixels.ts'
import { preprocess, resizedSize, type ImagePreprocessing, type ResizeRule } from './preprocess.ts'

const plain: ImagePreprocessing = {
  width: 8,
  height: 8,
  resize: { mode: 'exact' },
  filter: 'bilinear',
  channels: 3,
  layout: 'NCHW',
  rescale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
}

const cases = golden.cases.map((line) => {
  const [rule = '', from = '', target = '', resized = '', corner = ''] = line.split(' ')
  return { line, rule, from: sides(from), target, resized, corner }
})

function sides(text: string): { width: number; height: number } {
  const [width = 0, height = 0] = text.split('x').map(Number)
  return { width, height }
}

function howOf(rule: string, target: string): ImagePreprocessing {
  const [first = '', second = ''] = target.split(':')
  const side = Number(first)
  const rules: Record<string, ResizeRule> = {
    torchvision: { mode: 'shorter-side', shorterSide: side },
    transformers: { mode: 'shorter-side', shorterSide: side, rounding: 'transformers' },
    letterbox: { mode: 'fit', anchor: 'centre', pad: 114 },
    'letterbox-corner': { mode: 'fit', anchor: 'top-left', pad: 114, rounding: 'nearest' },
    yolox: { mode: 'fit', anchor: 'top-left', pad: 114 },
    within: { mode: 'within', shorterSide: side, longerSide: Number(second) },
  }
  const size = rule === 'within' ? {} : sides(target.includes(':') ? second : first)
  return { ...plain, ...size, resize: rules[rule]! }
}

describe('where a picture is put', () => {
  it('has as large a whole as with torchvision, Transformers, Ultralytics and YOLOX', () => {
    expect(cases.length).toBeGreaterThan(500)
    const wrong = cases.filter(({ rule, from, target, resized }) => {
      const { width, height } = resizedSize(from, howOf(rule, target))
      return `${width}x${height}` !== resized
    })
    expect(wrong.map(({ line }) => line)).toEqual([])
  })

  it('has its corner where they have it', async () => {
    // Of small tensors, so that thousands of pixels are not computed for a corner each.
    const small = cases.filter(({ from }) => from.width * from.height < 600_000)
    expect(new Set(small.map(({ rule }) => rule)).size).toBe(6)
    expect(small.length).toBeGreaterThan(80)
    for (const { line, rule, from, target, resized, corner } of small) {
      const source = pixelSource({ ...from, data: new Uint8Array(from.width * from.height * 4) })
      const how = { ...howOf(rule, target), filter: 'nearest', channels: 1 } as const
      const { placement } = await preprocess(source, how)
      const { left, top, width, height } = placement
      expect(`${width}x${height} ${left},${top}`, line).toBe(`${resized} ${corner}`)
    }
  })

  it('leads from a place in the tensor to the one in the picture', async () => {
    // One white pixel, at column 37 of 60 and row 11 of 40.
    const data = new Uint8Array(60 * 40 * 4)
    data.fill(255, (11 * 60 + 37) * 4, (11 * 60 + 38) * 4)
    const source = pixelSource({ width: 60, height: 40, data })
    const rules: ResizeRule[] = [
      { mode: 'exact' },
      { mode: 'shorter-side', shorterSide: 120 },
      { mode: 'shorter-side', shorterSide: 80, rounding: 'transformers' },
      { mode: 'fit', anchor: 'centre', pad: 0 },
      { mode: 'fit', anchor: 'top-left', pad: 0 },
      { mode: 'within', shorterSide: 120, longerSide: 400 },
    ]
    for (const resize of rules) {
      const how = { ...plain, width: 150, height: 140, resize, filter: 'nearest' } as const
      const { values, width, placement } = await preprocess(source, how)
      const lit = [...values.keys()].filter((i) => i < values.length / 3 && values[i] === 255)
      expect(lit.length).toBeGreaterThan(0)
      for (const i of lit) {
        const x = (((i % width) + 0.5 - placement.left) * 60) / placement.width
        const y = ((Math.floor(i / width) + 0.5 - placement.top) * 40) / placement.height
        expect([Math.floor(x), Math.floor(y)], resize.mode).toEqual([37, 11])
      }
    }
  })
})
