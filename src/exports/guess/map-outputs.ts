/** Outputs that are maps over the picture. */
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { GraphValue } from '../../protocol/graph.ts'
import { isFixed, type ImageGuess } from './guess-image.ts'

export interface MapOutput {
  readonly name: string
  readonly type: string
  readonly layout: ImagePreprocessing['layout']
  /** Undefined where the graph leaves it open. */
  readonly maps: number | undefined
  /** Height of the map over that of the input; undefined where either is open. */
  readonly scale: number | undefined
}

/** Undefined for what has too few axes, or is no larger than one pixel. */
export function mapOf({ name, type, dims }: GraphValue, image: ImageGuess): MapOutput | undefined {
  const { layout } = image.preprocessing
  const orders = layout === 'NHWC' ? (['NHWC', 'NCHW'] as const) : (['NCHW', 'NHWC'] as const)
  const [, first = '?', second = '?', third] = dims
  if (dims.length === 3) return map('NCHW', 1, [first, second])
  if (dims.length !== 4 || third === undefined) return undefined
  for (const order of orders) {
    const found =
      order === 'NCHW' ? map(order, first, [second, third]) : map(order, third, [first, second])
    if (found !== undefined) return found
  }
  return undefined

  function map(
    order: ImagePreprocessing['layout'],
    count: number | string,
    [height, width]: readonly [number | string, number | string],
  ): MapOutput | undefined {
    const [down, across] = [ratio(height, image.size.height), ratio(width, image.size.width)]
    if (height === 1 || width === 1) return undefined
    // Each by its own rounding.
    if (down !== undefined && across !== undefined && Math.abs(down / across - 1) > 0.15) {
      return undefined
    }
    return {
      name,
      type,
      layout: order,
      maps: isFixed(count) ? count : undefined,
      scale: down ?? across,
    }
  }
}

function ratio(side: number | string, of: number | undefined): number | undefined {
  return isFixed(side) && of !== undefined ? side / of : undefined
}
