import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { Tensor } from '../../core/tensors/tensor.ts'
import { floatMaps, mapShape, unsupported } from '../picture-maps.ts'

const mostClasses = 65_535

/** The class of each cell, as a graph gives them that takes the argmax itself. */
export interface ClassIds {
  readonly values: ArrayLike<number>
  readonly width: number
  readonly height: number
  /** One more than the highest that there is. */
  readonly classes: number
}

/**
 * Undefined where the output holds scores of several classes.
 * @throws VitrineError `export-unsupported` for a map of numbers that are no classes
 */
export function readClassIds(
  name: string,
  tensor: Tensor | undefined,
  how: { readonly layout: ImagePreprocessing['layout']; readonly batch: number },
): ClassIds | undefined {
  const { maps, width, height } = mapShape(name, tensor, how.layout, how.batch)
  if (maps > 1) return undefined
  const values = wholeNumbers(name, tensor, how).subarray(0, width * height)
  let highest = 0
  for (const value of values) {
    if (value < 0 || value >= mostClasses) {
      throw unsupported(`Its output “${name}” names the class ${value}, which cannot be`)
    }
    if (value > highest) highest = value
  }
  return { values, width, height, classes: highest + 1 }
}

function wholeNumbers(
  name: string,
  tensor: Tensor | undefined,
  how: Parameters<typeof floatMaps>[2],
): Int32Array | Uint8Array | Uint16Array | Int16Array | Int8Array {
  switch (tensor?.type) {
    case 'int32':
    case 'uint8':
    case 'bool':
    case 'uint16':
    case 'int16':
    case 'int8':
      return tensor.data
    case 'int64':
    case 'uint64':
      return Int32Array.from(tensor.data, Number)
    default:
      break
  }
  const { values } = floatMaps(name, tensor, how)
  if (!values.every(Number.isInteger)) {
    throw unsupported(
      `Its output “${name}” is one map of fractions, not of classes`,
      'Set “head” of “segmentation” to “matte” in vitrine.json.',
    )
  }
  return Int32Array.from(values)
}
