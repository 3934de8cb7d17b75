import type { ColourOrder } from '../pixels/picture.ts'
import type { Rectangle } from '../pixels/rectangle.ts'

/** Pictures as a graph gives them: three maps of colours, or one of greys or depths. */
export interface DrawnMaps {
  readonly values: ArrayLike<number>
  readonly maps: number
  readonly width: number
  readonly height: number
  readonly layout: 'NCHW' | 'NHWC'
}

/**
 * Numbers as bytes: rounded, and cut off at black and white.
 * @param white what 255 is in the maps
 */
export function drawPicture(
  drawn: DrawnMaps,
  window: Rectangle,
  { white, colours }: { readonly white: number; readonly colours: ColourOrder },
): { readonly pixels: Uint8ClampedArray<ArrayBuffer> } {
  const scale = 255 / white
  const [red, green, blue] =
    drawn.maps === 1 ? [0, 0, 0] : colours === 'RGB' ? [0, 1, 2] : [2, 1, 0]
  const pixels = blank(window)
  forEachCell(drawn, window, (cell, to, step) => {
    // A clamped array rounds halves to even, as NumPy's `rint` does.
    pixels[to] = drawn.values[cell + red * step]! * scale
    pixels[to + 1] = drawn.values[cell + green * step]! * scale
    pixels[to + 2] = drawn.values[cell + blue * step]! * scale
  })
  return { pixels }
}

/** The least value of the window as black, the greatest as white. */
export function drawDepth(
  drawn: DrawnMaps,
  window: Rectangle,
): {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
  readonly range: { readonly min: number; readonly max: number }
} {
  const { values } = drawn
  let min = Infinity
  let max = -Infinity
  forEachCell(drawn, window, (cell) => {
    const value = values[cell]!
    if (value < min) min = value
    if (value > max) max = value
  })
  const scale = max > min ? 255 / (max - min) : 0
  const pixels = blank(window)
  forEachCell(drawn, window, (cell, to) => {
    const grey = (values[cell]! - min) * scale
    pixels[to] = grey
    pixels[to + 1] = grey
    pixels[to + 2] = grey
  })
  return { pixels, range: { min, max } }
}

/** Opaque and black. */
function blank({ width, height }: Rectangle): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255
  return pixels
}

/** @param visit gets the place of a cell's first number, that of its pixel, and how far apart its numbers are */
function forEachCell(
  { maps, width, height, layout }: DrawnMaps,
  window: Rectangle,
  visit: (cell: number, to: number, step: number) => void,
): void {
  const step = layout === 'NCHW' ? width * height : 1
  const cellStep = layout === 'NCHW' ? 1 : maps
  for (let y = 0; y < window.height; y++) {
    let cell = ((window.top + y) * width + window.left) * cellStep
    let to = y * window.width * 4
    for (let x = 0; x < window.width; x++) {
      visit(cell, to, step)
      cell += cellStep
      to += 4
    }
  }
}
