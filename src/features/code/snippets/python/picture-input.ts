import type { ImagePreprocessing } from '../../../../core/pixels/preprocess.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonLiteral } from '../literals.ts'

const filters = {
  nearest: 'NEAREST',
  box: 'BOX',
  bilinear: 'BILINEAR',
  hamming: 'HAMMING',
  bicubic: 'BICUBIC',
  lanczos: 'LANCZOS',
} as const satisfies Record<ImagePreprocessing['filter'], string>

/**
 * `preprocess(path)` in Python, which gives what `core/pixels/preprocess.ts` gives, to the bit: Pillow resizes, NumPy
 * computes in single precision.
 */
export function pythonPreprocess(how: ImagePreprocessing): string {
  const { channels, background = [255, 255, 255] } = how
  return blocks(
    lines(
      'def preprocess(path):',
      '    """The picture as numbers, its own size, and where it lies among them: left, top, width, height."""',
      '    image = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")',
      `    picture = Image.new("RGB", image.size, (${background.join(', ')}))`,
      '    picture.paste(image, mask=image)  # what is transparent lies on this colour',
      channels === 1 && '    picture = picture.convert("L")',
      '    width, height = picture.size',
      ...sizeLines(how),
      ...numberLines(how),
      '    return values, (width, height), place',
    ),
  )
}

function sizeLines({ width, height, resize: rule, filter, channels }: ImagePreprocessing) {
  const how = `Image.Resampling.${filters[filter]}`
  switch (rule.mode) {
    case 'exact':
      return [
        `    picture = picture.resize((${width}, ${height}), ${how})`,
        `    place = (0, 0, ${width}, ${height})`,
      ]
    case 'shorter-side': {
      const short = rule.shorterSide
      return [
        `    # The shorter side gets ${short} pixels; ${width} x ${height} are cut out of the middle.`,
        '    if width <= height:',
        `        size = (${short}, ${short} * height // width)`,
        '    else:',
        `        size = (${short} * width // height, ${short})`,
        `    picture = picture.resize(size, ${how})`,
        '',
        '    def offset(inner, crop):',
        ...(rule.rounding === 'transformers'
          ? ['        return (inner - crop) // 2']
          : [
              '        gap = inner - crop',
              '        return round(gap / 2) if gap >= 0 else -(-gap // 2)',
            ]),
        '',
        `    left, top = offset(size[0], ${width}), offset(size[1], ${height})`,
        `    picture = picture.crop((left, top, left + ${width}, top + ${height}))`,
        '    place = (-left, -top, *size)',
      ]
    }
    case 'fit': {
      const isCentred = rule.anchor === 'centre'
      const round =
        (rule.rounding ?? (isCentred ? 'nearest' : 'down')) === 'nearest' ? 'round' : 'int'
      const colour = channels === 1 ? `${rule.pad}` : `(${rule.pad}, ${rule.pad}, ${rule.pad})`
      return [
        '    # As large as fits; the rest is one grey.',
        `    scale = min(${height} / height, ${width} / width)`,
        `    size = (max(1, ${round}(width * scale)), max(1, ${round}(height * scale)))`,
        isCentred
          ? `    left, top = (${width} - size[0]) // 2, (${height} - size[1]) // 2`
          : '    left, top = 0, 0',
        `    frame = Image.new(picture.mode, (${width}, ${height}), ${colour})`,
        `    frame.paste(picture.resize(size, ${how}), (left, top))`,
        '    picture = frame',
        '    place = (left, top, *size)',
      ]
    }
    case 'within':
      return [
        `    # The shorter side gets ${rule.shorterSide} pixels, the longer one at most ${rule.longerSide}.`,
        '    short, long = min(width, height), max(width, height)',
        `    side = ${rule.shorterSide}`,
        `    if long / short * side > ${rule.longerSide}:`,
        `        side = ${rule.longerSide} * short / long`,
        '    size = (width, height)',
        '    if short != max(1, round(side)):',
        '        rounded = max(1, round(side))',
        '        if width < height:',
        '            size = (rounded, int(side * height / width))',
        '        else:',
        '            size = (int(side * width / height), rounded)',
        `    picture = picture.resize(size, ${how})`,
        '    place = (0, 0, *size)',
      ]
    default:
      return rule satisfies never
  }
}

function numberLines({ channels, colours, layout, rescale, mean, std }: ImagePreprocessing) {
  const factor = rescale === 1 / 255 ? '(1 / 255)' : pythonLiteral(rescale)
  const list = (values: readonly number[], usual: number) =>
    pythonLiteral(Array.from({ length: channels }, (_, i) => values[i] ?? usual))
  const isShifted = Array.from({ length: channels }, (_, i) => (mean[i] ?? 0) !== 0).some(Boolean)
  const isScaled = Array.from({ length: channels }, (_, i) => (std[i] ?? 1) !== 1).some(Boolean)
  return [
    '    values = np.asarray(picture)',
    channels === 1 && '    values = values[:, :, None]',
    channels === 3 && colours === 'BGR' && '    values = values[:, :, ::-1]  # blue, green, red',
    rescale === 1
      ? '    values = values.astype(np.float32)'
      : `    values = (values * ${factor}).astype(np.float32)`,
    isShifted && `    values = values - np.array(${list(mean, 0)}, np.float32)`,
    isScaled && `    values = values / np.array(${list(std, 1)}, np.float32)`,
    layout === 'NCHW' && '    values = values.transpose(2, 0, 1)',
  ]
}

/**
 * `feeds_of(values)`: a tensor of the graph's own type of number, as many times as the graph takes pictures; for a DETR
 * also the mask of where there is picture.
 * @param layout of a model that wants a mask
 */
export function pythonPictureFeeds(layout?: ImagePreprocessing['layout']): string {
  return lines(
    'def feeds_of(values):',
    '    picture = next(given for given in session.get_inputs() if len(given.shape) == 4)',
    '    kind = {"tensor(float16)": np.float16, "tensor(uint8)": np.uint8}.get(picture.type, np.float32)',
    '    if kind == np.uint8:',
    '        values = np.clip(np.rint(values), 0, 255)',
    '    batch = picture.shape[0] if isinstance(picture.shape[0], int) and picture.shape[0] > 0 else 1',
    '    feeds = {picture.name: np.repeat(values[None].astype(kind), batch, axis=0)}',
    ...(layout === undefined ? [] : maskLines(layout)),
    '    return feeds',
  )
}

function maskLines(layout: ImagePreprocessing['layout']): readonly string[] {
  return [
    '    for mask in session.get_inputs():',
    '        if mask.name != picture.name:  # where there is picture: everywhere',
    `            sides = (batch, *values.shape${layout === 'NCHW' ? '[1:]' : '[:2]'})`,
    '            size = [n if isinstance(n, int) and n > 0 else m for n, m in zip(mask.shape, sides)]',
    '            kind = {"tensor(int64)": np.int64, "tensor(bool)": np.bool_}.get(mask.type, np.float32)',
    '            feeds[mask.name] = np.ones(size, kind)',
  ]
}
