/** What may be changed about a picture's way into the model, and how it looks in words. */
import type { ImagePreprocessing, ResizeRule } from '../../core/pixels/preprocess.ts'
import type { ResampleFilter } from '../../core/pixels/resample-filter.ts'

export type Changes = Partial<
  Pick<ImagePreprocessing, 'filter' | 'resize' | 'colours' | 'rescale' | 'mean' | 'std'>
>

export const filters: readonly (readonly [ResampleFilter, string])[] = [
  ['nearest', 'Nearest'],
  ['box', 'Box'],
  ['bilinear', 'Bilinear'],
  ['hamming', 'Hamming'],
  ['bicubic', 'Bicubic'],
  ['lanczos', 'Lanczos'],
]

export type RuleName = 'exact' | 'torchvision' | 'transformers' | 'fit' | 'within'

export const ruleWords: Readonly<Record<RuleName, string>> = {
  exact: 'Stretched to the size',
  torchvision: 'Shorter side, middle cut out',
  transformers: 'The same, Transformers’ middle',
  fit: 'Fitted, rest filled up',
  within: 'Shorter side, nothing cut',
}

export function ruleNameOf(rule: ResizeRule): RuleName {
  return rule.mode === 'shorter-side' ? (rule.rounding ?? 'torchvision') : rule.mode
}

/** Of a way to resize that a graph of a fixed size takes; what it does not say is usual. */
export function ruleOf(name: RuleName, usual: ImagePreprocessing, side: number): ResizeRule {
  switch (name) {
    case 'exact':
      return { mode: 'exact' }
    case 'torchvision':
      return { mode: 'shorter-side', shorterSide: side }
    case 'transformers':
      return { mode: 'shorter-side', shorterSide: side, rounding: 'transformers' }
    case 'fit':
      return usual.resize.mode === 'fit'
        ? usual.resize
        : { mode: 'fit', anchor: 'centre', pad: 114 }
    case 'within':
      return usual.resize
    default:
      return name satisfies never
  }
}

/** To how many pixels the shorter side goes: the export's own number, else 256 for 224, as is usual. */
export function usualSide({ resize, width, height }: ImagePreprocessing): number {
  return resize.mode === 'shorter-side'
    ? resize.shorterSide
    : Math.round(Math.min(width, height) / 0.875)
}

export type RangeName = 'imagenet' | 'halves' | 'unit' | 'bytes' | 'own'

export const rangeWords: Readonly<Record<RangeName, string>> = {
  imagenet: 'ImageNet’s mean and std',
  halves: '−1 to 1',
  unit: '0 to 1',
  bytes: '0 to 255',
  own: 'Other numbers',
}

type Range = Pick<ImagePreprocessing, 'rescale' | 'mean' | 'std'>

const ranges: Readonly<Record<Exclude<RangeName, 'own'>, Range>> = {
  imagenet: { rescale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  halves: { rescale: 1 / 255, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  unit: { rescale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] },
  bytes: { rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] },
}

/** The same for as many channels as there are; the mean of ImageNet's three for a grey one. */
export function rangeOf(name: Exclude<RangeName, 'own'>, channels: 1 | 3): Range {
  const range = ranges[name]
  if (channels === 3) return range
  const middle = (values: readonly number[]) => [
    Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3)),
  ]
  return { rescale: range.rescale, mean: middle(range.mean), std: middle(range.std) }
}

export function rangeNameOf(range: Range, channels: 1 | 3): RangeName {
  const names = ['imagenet', 'halves', 'unit', 'bytes'] as const
  return names.find((name) => isSame(rangeOf(name, channels), range)) ?? 'own'
}

function isSame(one: Range, other: Range): boolean {
  const flat = ({ rescale, mean, std }: Range) => [rescale, ...mean, ...std]
  const numbers = flat(other)
  return flat(one).every((value, i) => Math.abs(value - (numbers[i] ?? NaN)) < 1e-6)
}

/** Only what is otherwise than usual. */
export function withoutUsual(changes: Changes, usual: ImagePreprocessing): Changes {
  const entries = Object.entries(changes).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(usualValue(usual, key)),
  )
  return Object.fromEntries(entries) as Changes
}

function usualValue(usual: ImagePreprocessing, key: string): unknown {
  if (key === 'colours') return usual.colours ?? 'RGB'
  return usual[key as keyof ImagePreprocessing]
}

/** As `vitrine.json` writes it, where a way to resize and its numbers stand side by side. */
export function inVitrineJson({ resize, ...rest }: Changes): string {
  const { mode, ...numbers } = resize ?? {}
  const preprocessing = { ...(mode !== undefined && { resize: mode, ...numbers }), ...rest }
  return JSON.stringify({ preprocessing }, null, 2)
}
