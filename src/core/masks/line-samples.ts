/** Between which cells of a model's map the pixels of a line lie. */
export interface LineSamples {
  /** One for each pixel. */
  readonly first: Int32Array
  readonly second: Int32Array
  /** How much of the second cell there is in the pixel; 0 to 1. */
  readonly weight: Float64Array
  /** Pixels before `start` and from `end` on were cut away: the model never saw them. */
  readonly start: number
  readonly end: number
}

export interface Line {
  /** Pixels that are wanted. */
  readonly pixels: number
  /** Cells of the map. */
  readonly cells: number
  /** Pixels of the tensor, which the map covers from edge to edge. */
  readonly tensor: number
  /** Where in the tensor the line begins and how long it is there, in the tensor's pixels. */
  readonly offset: number
  readonly length: number
}

/**
 * Where PyTorch's `interpolate(mode='bilinear', align_corners=False)` samples, seen through a letterbox or a crop: pixels
 * and cells are areas, and beyond the middle of the outermost cell its own value goes on. A map that was made by strides
 * over an odd side (513 → 33) is a grid of points, the outermost ones in the corners, and is read so: `align_corners=True`.
 */
export function lineSamples({ pixels, cells, tensor, offset, length }: Line): LineSamples {
  const first = new Int32Array(pixels)
  const second = new Int32Array(pixels)
  const weight = new Float64Array(pixels)
  const isPoints = marksCorners(tensor, cells)
  let start = pixels
  let end = 0
  for (let i = 0; i < pixels; i++) {
    const place = offset + ((i + 0.5) * length) / pixels
    if (place >= 0 && place <= tensor) {
      start = Math.min(start, i)
      end = i + 1
    }
    const raw = isPoints
      ? ((place - 0.5) * (cells - 1)) / (tensor - 1)
      : (place * cells) / tensor - 0.5
    const cell = Math.min(Math.max(raw, 0), cells - 1)
    const below = Math.floor(cell)
    first[i] = below
    second[i] = Math.min(below + 1, cells - 1)
    weight[i] = cell - below
  }
  return { first, second, weight, start: Math.min(start, end), end }
}

/** The nearest cell of each pixel, for maps between whose values there is nothing. */
export function nearestCells({ first, second, weight }: LineSamples): Int32Array {
  return first.map((cell, i) => (weight[i]! < 0.5 ? cell : second[i]!))
}

function marksCorners(tensor: number, cells: number): boolean {
  return cells > 1 && tensor % cells !== 0 && (tensor - 1) % (cells - 1) === 0
}
