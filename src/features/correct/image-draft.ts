import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { ColourOrder } from '../../core/pixels/picture.ts'
import type { Manifest } from '../../protocol/manifest.ts'

export interface ImageDraft {
  /** One a line, the first for output 0. */
  readonly labels: string
  readonly output: 'logits' | 'probabilities'
  readonly scores: 'softmax' | 'sigmoid'
  readonly threshold: string
  readonly width: string
  readonly height: string
  readonly channels: '1' | '3'
  readonly colours: ColourOrder
  readonly layout: ImagePreprocessing['layout']
  readonly resize: ImagePreprocessing['resize']['mode']
  readonly shorterSide: string
  readonly longerSide: string
  readonly anchor: 'centre' | 'top-left'
  readonly pad: string
  readonly filter: ImagePreprocessing['filter']
  readonly rescale: string
  readonly mean: string
  readonly std: string
  /** Red, green and blue of what transparent parts are laid on. */
  readonly background: string
}

export function imageDraftOf(manifest: Manifest): ImageDraft {
  if (!('preprocessing' in manifest)) {
    return { ...usualImage, ...(manifest.task === 'tensors' && shapeOf(manifest.inputs)) }
  }
  const { preprocessing } = manifest
  const { width, height, channels, layout, resize, filter, rescale, mean, std } = preprocessing
  return {
    ...usualImage,
    ...('labels' in manifest && { labels: linesWith(manifest.labels) }),
    ...(manifest.task === 'image-classification' && {
      output: manifest.output,
      scores: manifest.scores ?? 'softmax',
      threshold: String(manifest.threshold ?? 0.5),
    }),
    width: String(width),
    height: String(height),
    channels: channels === 1 ? '1' : '3',
    colours: preprocessing.colours ?? 'RGB',
    layout,
    ...sidesOf(preprocessing),
    resize: resize.mode,
    ...(resize.mode === 'fit' && { anchor: resize.anchor, pad: String(resize.pad) }),
    filter,
    rescale: fractionWords(rescale),
    mean: mean.join(', '),
    std: std.join(', '),
    background: (preprocessing.background ?? [255, 255, 255]).join(', '),
  }
}

/** As they are, or what would be usual for that size. */
function sidesOf({
  resize,
  height,
}: ImagePreprocessing): Pick<ImageDraft, 'shorterSide' | 'longerSide'> {
  switch (resize.mode) {
    case 'within':
      return { shorterSide: String(resize.shorterSide), longerSide: String(resize.longerSide) }
    case 'shorter-side':
      return { shorterSide: String(resize.shorterSide), longerSide: usualImage.longerSide }
    default:
      return { shorterSide: String(Math.round(height / 0.875)), longerSide: usualImage.longerSide }
  }
}

/** One a line, whatever is in them. */
export function linesWith(labels: readonly string[]): string {
  return labels.map((label) => label.replace(/\s*\n\s*/g, ' ')).join('\n')
}

const usualImage: ImageDraft = {
  labels: '',
  output: 'logits',
  scores: 'softmax',
  threshold: '0.5',
  width: '224',
  height: '224',
  channels: '3',
  colours: 'RGB',
  layout: 'NCHW',
  resize: 'exact',
  shorterSide: '256',
  longerSide: '1333',
  anchor: 'centre',
  pad: '114',
  filter: 'bilinear',
  rescale: '1/255',
  mean: '0, 0, 0',
  std: '1, 1, 1',
  background: '255, 255, 255',
}

/** What a graph's first picture-like input says about pictures. */
function shapeOf(inputs: readonly { dims: readonly (number | string)[] }[]): Partial<ImageDraft> {
  const dims = inputs.find((input) => input.dims.length === 4)?.dims
  if (dims === undefined) return {}
  const isLast = ![1, 3].includes(Number(dims[1])) && [1, 3].includes(Number(dims[3]))
  const [channels, height, width] = isLast
    ? [dims[3], dims[1], dims[2]]
    : [dims[1], dims[2], dims[3]]
  const isGrey = channels === 1
  return {
    layout: isLast ? 'NHWC' : 'NCHW',
    ...(isGrey && { channels: '1', mean: '0', std: '1' }),
    ...(typeof height === 'number' && { height: String(height) }),
    ...(typeof width === 'number' && { width: String(width) }),
  }
}

/** 0.00392… is 1/255 to everybody who has ever written it, and 0.00784… is 1/127.5. */
function fractionWords(value: number): string {
  const halves = Math.round(2 / value)
  const isFraction = value > 0 && value < 0.5 && Math.abs(2 / value - halves) < 1e-6
  return isFraction ? `1/${halves / 2}` : String(value)
}
