import type { ImagePreprocessing, ResizeRule } from '../../core/pixels/preprocess.ts'
import type { AuthorPreprocessing } from '../../protocol/vitrine-json.ts'
import { invalid } from './invalid.ts'

/** What nearly every exporter means when it says nothing: 0–255 to 0–1, no mean and std, RGB, channels first. */
const defaults = {
  resize: { mode: 'exact' },
  filter: 'bicubic',
  channels: 3,
  layout: 'NCHW',
  rescale: 1 / 255,
} as const satisfies Partial<ImagePreprocessing>

/**
 * The author's word over what was found.
 * @throws VitrineError `export-invalid`, which names the key
 */
export function preprocessingOf(
  author: AuthorPreprocessing = {},
  found: Partial<ImagePreprocessing>,
): ImagePreprocessing {
  const merged = { ...defaults, ...found, ...withoutRule(author) }
  const { channels } = merged
  const rule = ruleOf(author, merged.resize, merged)
  // Of pictures that keep their shape these are only the most that they can have.
  const isWithin = rule.mode === 'within'
  const width = merged.width ?? (isWithin ? rule.longerSide : undefined)
  const height = merged.height ?? (isWithin ? rule.shorterSide : undefined)
  if (width === undefined || height === undefined) {
    throw invalid(
      'preprocessing',
      'it must give “width” and “height”, because the graph takes no picture of a known size',
    )
  }
  const mean = merged.mean ?? Array<number>(channels).fill(0)
  const std = merged.std ?? Array<number>(channels).fill(1)
  if (mean.length !== channels || std.length !== channels) {
    throw invalid('preprocessing', `“mean” and “std” must have ${channels} numbers each`)
  }
  return { ...merged, width, height, resize: rule, mean, std }
}

function withoutRule(author: AuthorPreprocessing): Partial<Omit<ImagePreprocessing, 'resize'>> {
  const { resize: _1, shorterSide: _2, longerSide: _3, rounding: _4, anchor: _5, ...more } = author
  const { pad: _6, ...rest } = more
  return rest
}

/** By the mode that is given, else by the numbers, else as it was. */
function ruleOf(
  { resize, shorterSide, longerSide, rounding, anchor, pad }: AuthorPreprocessing,
  found: ResizeRule,
  { width, height }: Partial<ImagePreprocessing>,
): ResizeRule {
  const sides = [width ?? height ?? 224, height ?? width ?? 224] as const
  const mode = resize ?? modeOf()
  switch (mode) {
    case 'exact':
      return { mode: 'exact' }
    case 'shorter-side': {
      const old = found.mode === 'shorter-side' ? found : undefined
      const own = rounding === 'torchvision' || rounding === 'transformers' ? rounding : undefined
      const kind = own ?? old?.rounding
      const side = shorterSide ?? old?.shorterSide ?? Math.min(...sides)
      return {
        mode: 'shorter-side',
        shorterSide: side,
        ...(kind !== undefined && { rounding: kind }),
      }
    }
    case 'fit': {
      const old = found.mode === 'fit' ? found : undefined
      const own = rounding === 'nearest' || rounding === 'down' ? rounding : undefined
      const kind = own ?? old?.rounding
      return {
        mode: 'fit',
        anchor: anchor ?? old?.anchor ?? 'centre',
        pad: pad ?? old?.pad ?? 114,
        ...(kind !== undefined && { rounding: kind }),
      }
    }
    case 'within': {
      const old = found.mode === 'within' ? found : undefined
      const side = shorterSide ?? old?.shorterSide ?? Math.min(...sides)
      const most = longerSide ?? old?.longerSide ?? Math.max(...sides)
      if (most < side) {
        throw invalid('preprocessing.longerSide', 'it must not be less than “shorterSide”')
      }
      return { mode: 'within', shorterSide: side, longerSide: most }
    }
    default:
      return mode satisfies never
  }

  function modeOf(): ResizeRule['mode'] {
    if (longerSide !== undefined) return 'within'
    if (anchor !== undefined || pad !== undefined) return 'fit'
    if (shorterSide !== undefined && found.mode !== 'within') return 'shorter-side'
    return found.mode
  }
}
