import { mostElements, shapeText } from '../core/tensors/plain-tensor.ts'
import { elementCount, isFreeDim, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ImagePreprocessing, PreparedPicture } from '../core/pixels/preprocess.ts'
import { maskInput } from './picture-mask.ts'
import { pictureNumbers } from './picture-numbers.ts'
import type { Session } from './ports.ts'

export interface PictureInput {
  readonly name: string
  /** How many pictures one run of the graph takes; all but the first are copies. */
  readonly batch: number
  /** The tensor for one preprocessed picture, in the type of number that the graph takes. */
  tensor(picture: PreparedPicture): Tensor
  /** What the graph wants besides the picture, by name: the mask of a DETR. */
  further(picture: PreparedPicture): Record<string, Tensor>
}

/**
 * Finds the input that takes the picture and checks it against what the manifest says of it.
 * @throws VitrineError `export-unsupported` when the graph wants anything else than one picture of that size, in
 * float32, float16 or uint8, and a mask
 */
export function pictureInput(
  { inputs }: Pick<Session, 'inputs'>,
  { width, height, channels, layout, resize }: ImagePreprocessing,
): PictureInput {
  const pictures = inputs.filter(({ dims }) => dims.length === 4)
  const [input] = pictures
  if (input === undefined || pictures.length > 1) {
    throw unsupported(`The graph has ${pictures.length} inputs that could take a picture, not one`)
  }
  const masks = inputs
    .filter(({ name }) => name !== input.name)
    .map((further) => {
      const mask = maskInput(further)
      if (mask === undefined)
        throw unsupported(`The graph wants “${further.name}” besides the picture`)
      return mask
    })
  const { name, type, dims } = input
  const numbers = pictureNumbers(type)
  if (numbers === undefined) {
    throw unsupported(
      `Its input “${name}” takes ${type} numbers`,
      'Export it with float32, float16 or uint8 inputs.',
    )
  }

  const shape = (high: number, wide: number) =>
    layout === 'NCHW' ? [channels, high, wide] : [high, wide, channels]
  const size = resize.mode === 'within' ? shape(-1, -1) : shape(height, width)
  if (!dims.slice(1).every((dim, i) => isFreeDim(dim) || dim === size[i])) {
    const fixed = dims.slice(1).map((dim) => (isFreeDim(dim) ? 'any' : dim))
    throw unsupported(
      `The graph takes ${fixed.join(' × ')}, but the export says ${size.join(' × ')} (${layout})`,
      'Correct the size or the layout in vitrine.json.',
    )
  }
  const [first = 1] = dims
  const batch = isFreeDim(first) ? 1 : Number(first)
  if (elementCount([batch, ...size]) > mostElements) {
    const inWords = shapeText([batch, ...size].map((dim) => dim.toLocaleString('en-US')))
    throw unsupported(
      `Pictures would go in as ${inWords} numbers, which is more than a page can hold`,
    )
  }
  return {
    name,
    batch,
    tensor: ({ values, width: wide, height: high }) =>
      numbers(values, batch, [batch, ...shape(high, wide)]),
    further: ({ width: wide, height: high }) =>
      Object.fromEntries(masks.map((mask) => [mask.name, mask.ones([batch, high, wide])])),
  }
}

function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError(
    'export-unsupported',
    remedy === undefined ? { problem } : { problem, remedy },
  )
}
