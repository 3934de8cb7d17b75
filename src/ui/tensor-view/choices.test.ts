import { describe, expect, it } from 'vitest'
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import {
  inVitrineJson,
  rangeNameOf,
  rangeOf,
  ruleNameOf,
  ruleOf,
  usualSide,
  withoutUsual,
} from './choices.ts'

const usual: ImagePreprocessing = {
  width: 224,
  height: 224,
  resize: { mode: 'exact' },
  filter: 'bicubic',
  channels: 3,
  layout: 'NCHW',
  rescale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
}

describe('how a tensor is made, as switches', () => {
  it.each(['imagenet', 'halves', 'unit', 'bytes'] as const)('knows %s again', (name) => {
    expect(rangeNameOf(rangeOf(name, 3), 3)).toBe(name)
    expect(rangeNameOf(rangeOf(name, 1), 1)).toBe(name)
  })

  it('knows a range again that an export writes with fewer digits', () => {
    expect(rangeNameOf({ ...rangeOf('halves', 3), rescale: 0.003_921_569 }, 3)).toBe('halves')
    expect(rangeNameOf({ ...usual, mean: [0.5, 0.456, 0.406] }, 3)).toBe('own')
  })

  it.each(['exact', 'torchvision', 'transformers', 'fit'] as const)('makes %s', (name) => {
    expect(ruleNameOf(ruleOf(name, usual, 256))).toBe(name)
  })

  it('keeps the export’s own way to fit', () => {
    const resize = { mode: 'fit', anchor: 'top-left', pad: 0 } as const
    expect(ruleOf('fit', { ...usual, resize }, 256)).toBe(resize)
  })

  it('goes to 256 before it cuts 224 out, where the export says nothing', () => {
    expect(usualSide(usual)).toBe(256)
    expect(usualSide({ ...usual, resize: { mode: 'shorter-side', shorterSide: 232 } })).toBe(232)
  })

  it('counts only what is otherwise than usual', () => {
    const same = { filter: 'bicubic', colours: 'RGB', resize: { mode: 'exact' } } as const
    expect(withoutUsual(same, usual)).toEqual({})
    expect(withoutUsual({ ...same, filter: 'box', std: usual.std }, usual)).toEqual({
      filter: 'box',
    })
  })

  it('is written as vitrine.json has it', () => {
    const resize = { mode: 'shorter-side', shorterSide: 256, rounding: 'transformers' } as const
    expect(JSON.parse(inVitrineJson({ resize, colours: 'BGR' }))).toEqual({
      preprocessing: {
        resize: 'shorter-side',
        shorterSide: 256,
        rounding: 'transformers',
        colours: 'BGR',
      },
    })
  })
})
