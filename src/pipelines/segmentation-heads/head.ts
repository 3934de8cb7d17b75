import type { Size } from '../../core/pixels/crop-window.ts'
import { lineSamples, type LineSamples } from '../../core/masks/line-samples.ts'
import type { SegmentationMask } from '../../protocol/picture-tasks.ts'
import type { PictureOutputs } from '../picture-run.ts'

/** How one kind of graph says what is where. */
export interface SegmentationDecoder {
  /** The outputs that are needed. */
  readonly outputs: readonly string[]
  /**
   * @param size of the mask: the upright picture's, or smaller
   * @param pause to be called between bands of rows
   */
  decode(given: PictureOutputs, size: Size, pause: () => Promise<void>): Promise<Decoded>
}

export interface Decoded {
  readonly mask: SegmentationMask
  /** How many classes the graph tells apart. */
  readonly classes: number
  /** What lies beyond a crop is marked as this further class. */
  readonly unseen?: number
}

/** Rows that are computed between two looks for a cancellation. */
export const bandRows = 16

/** Where in a map of the graph the pixels of the mask lie: letterbox and crop undone. */
export function linesOf(
  { width, height, placement }: Pick<PictureOutputs, 'width' | 'height' | 'placement'>,
  size: Size,
  cells: Size,
): { readonly across: LineSamples; readonly down: LineSamples } {
  return {
    across: lineSamples({
      pixels: size.width,
      cells: cells.width,
      tensor: width,
      offset: placement.left,
      length: placement.width,
    }),
    down: lineSamples({
      pixels: size.height,
      cells: cells.height,
      tensor: height,
      offset: placement.top,
      length: placement.height,
    }),
  }
}
