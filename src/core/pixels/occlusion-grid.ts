/** Where a picture is covered, part by part, to see what a model needs of it. */
import type { ImagePreprocessing, Placement } from './preprocess.ts'
import type { Rectangle } from './rectangle.ts'
import { numbersIn, storedNumber, type NumberTensor } from '../tensors/tensor-numbers.ts'

export interface OcclusionGrid {
  readonly columns: number
  readonly rows: number
  /** Row by row, in pixels of the tensor. */
  readonly patches: readonly Rectangle[]
}

/** One picture's shape in a tensor. */
export interface TensorFrame {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly layout: ImagePreprocessing['layout']
}

/** The part of the tensor where the picture is: neither padding nor what was cut away. */
export function visiblePart(placement: Placement, frame: TensorFrame): Rectangle {
  const left = Math.max(Math.round(placement.left), 0)
  const top = Math.max(Math.round(placement.top), 0)
  const right = Math.min(Math.round(placement.left + placement.width), frame.width)
  const bottom = Math.min(Math.round(placement.top + placement.height), frame.height)
  return { left, top, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1) }
}

/**
 * Divides `part` into cells as near to `step` pixels a side as goes, and lays a square of `patch` pixels over the middle
 * of each; at the edges it is cut off. So a number for each cell is a map of the part, whatever the sizes.
 */
export function occlusionGrid(
  part: Rectangle,
  { patch, step }: { readonly patch: number; readonly step: number },
): OcclusionGrid {
  const across = spans(part.left, part.width, patch, step)
  const down = spans(part.top, part.height, patch, step)
  const patches = down.flatMap(([top, bottom]) =>
    across.map(([left, right]) => ({ left, top, width: right - left, height: bottom - top })),
  )
  return { columns: across.length, rows: down.length, patches }
}

function spans(start: number, length: number, patch: number, step: number): [number, number][] {
  const count = Math.max(1, Math.round(length / step))
  return Array.from({ length: count }, (_, i) => {
    const first = Math.round(((i + 0.5) * length) / count - patch / 2)
    return [start + Math.max(first, 0), start + Math.min(first + patch, length)]
  })
}

/** The mean of each channel in a part of a tensor's first picture. */
export function meanColour(tensor: NumberTensor, frame: TensorFrame, part: Rectangle): number[] {
  const values = numbersIn(tensor, 0, frame.width * frame.height * frame.channels)
  return Array.from({ length: frame.channels }, (_, channel) => {
    let sum = 0
    eachPlace(frame, part, channel, (place) => (sum += values[place]!))
    return sum / (part.width * part.height)
  })
}

/** Fills a part of one picture of a tensor with a colour, one number for each channel. `offset`: where the picture begins. */
export function cover(
  { type, data }: NumberTensor,
  frame: TensorFrame,
  part: Rectangle,
  colour: readonly number[],
  offset: number,
): void {
  for (let channel = 0; channel < frame.channels; channel++) {
    const stored = storedNumber(type, colour[channel]!)
    eachPlace(frame, part, channel, (place) => {
      data[offset + place] = stored
    })
  }
}

function eachPlace(
  { width, height, channels, layout }: TensorFrame,
  part: Rectangle,
  channel: number,
  visit: (place: number) => void,
): void {
  const isPlanar = layout === 'NCHW'
  const start = isPlanar ? channel * width * height : channel
  const step = isPlanar ? 1 : channels
  for (let y = part.top; y < part.top + part.height; y++) {
    for (let x = part.left; x < part.left + part.width; x++) visit(start + (y * width + x) * step)
  }
}
