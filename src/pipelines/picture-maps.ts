import { halvesToFloats } from '../core/tensors/float16.ts'
import type { ImagePreprocessing } from '../core/pixels/preprocess.ts'
import { areFinite } from '../core/tensors/softmax.ts'
import { elementCount, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'

type Layout = ImagePreprocessing['layout']

/** What a graph drew for the first picture of its batch: maps of numbers, one behind the other or interleaved. */
export interface OutputMaps {
  readonly values: Float32Array
  readonly maps: number
  readonly width: number
  readonly height: number
  readonly layout: Layout
}

/**
 * `[batch, maps, h, w]`, `[batch, h, w, maps]`, and with one map also `[batch, h, w]` and `[h, w]`.
 * @throws VitrineError `export-unsupported` for any other shape or type, `output-not-finite`
 */
export function floatMaps(
  name: string,
  tensor: Tensor | undefined,
  { layout, batch }: { readonly layout: Layout; readonly batch: number },
): OutputMaps {
  const shape = mapShape(name, tensor, layout, batch)
  const values = floatsOf(name, tensor).subarray(0, shape.maps * shape.width * shape.height)
  if (!areFinite(values)) throw new VitrineError('output-not-finite')
  return { values, ...shape, layout }
}

/** The same shapes, of which one side is the number of maps. */
export function mapShape(
  name: string,
  tensor: Tensor | undefined,
  layout: Layout,
  batch: number,
): Pick<OutputMaps, 'maps' | 'width' | 'height'> {
  const dims = tensor?.dims ?? []
  const [first] = dims
  const inner = dims.length > 2 && first === batch ? dims.slice(1) : batch === 1 ? dims : []
  const whole = inner.length === 2 ? (layout === 'NCHW' ? [1, ...inner] : [...inner, 1]) : inner
  // One number a class is a list, and no map.
  const isList = dims.length === 2 && dims.includes(1)
  const [a = 0, b = 0, c = 0] = whole
  if (isList || whole.length !== 3 || elementCount(whole) === 0) {
    throw unsupported(
      `Its output “${name}” ${tensor === undefined ? 'is missing' : `has the shape ${dims.join(' × ')}`}, which is no picture`,
    )
  }
  return layout === 'NCHW' ? { maps: a, height: b, width: c } : { maps: c, height: a, width: b }
}

function floatsOf(name: string, tensor: Tensor | undefined): Float32Array {
  switch (tensor?.type) {
    case 'float32':
      return tensor.data
    case 'float16':
      return halvesToFloats(tensor.data)
    case 'uint8':
      return Float32Array.from(tensor.data)
    default:
      throw unsupported(
        `Its output “${name}” is ${tensor?.type ?? 'missing'}, not float32`,
        'Export it with float32 outputs.',
      )
  }
}

export function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError(
    'export-unsupported',
    remedy === undefined ? { problem } : { problem, remedy },
  )
}
