import type { ImagePreprocessing } from '../../../../core/pixels/preprocess.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'

/** `preprocess(blob)` on a canvas, and `feedsOf(prepared)`. */
export function webPreprocess(how: ImagePreprocessing): string {
  const { channels, filter, layout, background = [255, 255, 255], resize } = how
  const pad = resize.mode === 'fit' ? resize.pad : 0
  const isFilled = resize.mode === 'fit' || resize.mode === 'shorter-side'
  return blocks(
    lines(
      '/** The picture as numbers, its own size, and where it lies among them. */',
      'async function preprocess(blob) {',
      '  const picture = await createImageBitmap(blob)',
      ...placeLines(how),
      '  const canvas = new OffscreenCanvas(width, height)',
      "  const context = canvas.getContext('2d', { willReadFrequently: true })",
      filter === 'nearest'
        ? '  context.imageSmoothingEnabled = false'
        : "  context.imageSmoothingQuality = 'high'",
      isFilled && `  context.fillStyle = 'rgb(${pad} ${pad} ${pad})'`,
      isFilled && '  context.fillRect(0, 0, width, height)',
      `  context.fillStyle = 'rgb(${background.join(' ')})' // under what is transparent`,
      '  context.fillRect(place.left, place.top, place.width, place.height)',
      '  context.drawImage(picture, place.left, place.top, place.width, place.height)',
      '  const pixels = context.getImageData(0, 0, width, height).data',
      `  const values = new Float32Array(width * height * ${channels})`,
      '  for (let i = 0; i < width * height; i++) {',
      ...valueLines(how),
      '  }',
      layout === 'NCHW'
        ? `  return { values, dims: [${channels}, height, width], width, height, place, size: picture }`
        : `  return { values, dims: [height, width, ${channels}], width, height, place, size: picture }`,
      '}',
    ),
    feeds,
  )
}

function placeLines({ width, height, resize: rule }: ImagePreprocessing): readonly string[] {
  const fixed = `  const [width, height] = [${width}, ${height}]`
  switch (rule.mode) {
    case 'exact':
      return [fixed, '  const place = { left: 0, top: 0, width, height }']
    case 'shorter-side':
      return [
        fixed,
        '  // The shorter side gets so many pixels; the rest is cut off around the middle.',
        `  const scale = ${rule.shorterSide} / Math.min(picture.width, picture.height)`,
        '  const wide = Math.trunc(picture.width * scale)',
        '  const high = Math.trunc(picture.height * scale)',
        '  const place = { left: -Math.round((wide - width) / 2), top: -Math.round((high - height) / 2), width: wide, height: high }',
      ]
    case 'fit': {
      const round =
        (rule.rounding ?? (rule.anchor === 'centre' ? 'nearest' : 'down')) === 'nearest'
          ? 'Math.round'
          : 'Math.trunc'
      const at = (outer: string, inner: string) =>
        rule.anchor === 'centre' ? `Math.floor((${outer} - ${inner}) / 2)` : '0'
      return [
        fixed,
        '  // As large as fits; the rest is one grey.',
        '  const scale = Math.min(height / picture.height, width / picture.width)',
        `  const wide = Math.max(1, ${round}(picture.width * scale))`,
        `  const high = Math.max(1, ${round}(picture.height * scale))`,
        `  const place = { left: ${at('width', 'wide')}, top: ${at('height', 'high')}, width: wide, height: high }`,
      ]
    }
    case 'within':
      return [
        '  // The shorter side gets so many pixels, the longer one at most so many.',
        '  const short = Math.min(picture.width, picture.height)',
        '  const long = Math.max(picture.width, picture.height)',
        `  const scale = Math.min(${rule.shorterSide} / short, ${rule.longerSide} / long)`,
        '  const width = Math.max(1, Math.round(picture.width * scale))',
        '  const height = Math.max(1, Math.round(picture.height * scale))',
        '  const place = { left: 0, top: 0, width, height }',
      ]
    default:
      return rule satisfies never
  }
}

function valueLines({ channels, colours, layout, rescale, mean, std }: ImagePreprocessing) {
  const factor = rescale === 1 / 255 ? ' / 255' : rescale === 1 ? '' : ` * ${rescale}`
  const of = (values: readonly number[], usual: number) =>
    Array.from({ length: channels }, (_, i) => values[i] ?? usual)
  const [means, stds] = [of(mean, 0), of(std, 1)]
  const isPlain = means.every((one) => one === 0) && stds.every((one) => one === 1)
  const normalised = isPlain ? 'value' : `(value - ${jsLiteral(means)}[c]) / ${jsLiteral(stds)}[c]`
  const place = layout === 'NCHW' ? 'c * width * height + i' : `i * ${channels} + c`
  return [
    '    const [red, green, blue] = pixels.subarray(i * 4, i * 4 + 3)',
    channels === 1
      ? '    const colours = [(red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16]'
      : `    const colours = ${colours === 'BGR' ? '[blue, green, red]' : '[red, green, blue]'}`,
    '    colours.forEach((colour, c) => {',
    `      const value = colour${factor}`,
    `      values[${place}] = ${normalised}`,
    '    })',
  ]
}

const feeds = `
/** A tensor of the graph's own type of number, as many times as the graph takes pictures. */
function feedsOf({ values, dims }) {
  const { name, type, shape } = session.inputMetadata.find((input) => input.shape.length === 4)
  const batch = shape[0] > 0 ? shape[0] : 1
  const all = new Float32Array(values.length * batch)
  for (let i = 0; i < batch; i++) all.set(values, i * values.length)
  const data =
    type === 'uint8' ? new Uint8Array(new Uint8ClampedArray(all).buffer)
    : type === 'float16' ? Float16Array.from(all)
    : all
  return { [name]: new ort.Tensor(type, data, [batch, ...dims]) }
}
`
