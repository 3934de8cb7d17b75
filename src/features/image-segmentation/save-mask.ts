import { paintLabels, type LabelMap } from '../../core/masks/label-map.ts'
import { encodePng } from '../../core/masks/png.ts'
import type { Segment } from './segments.ts'

/**
 * The mask as a grey PNG whose values are the labels: classes by index, things from 1, a subject as 1. Of 16 bits where
 * there are more than 256.
 */
export async function numbersPng(map: LabelMap): Promise<Blob> {
  return new Blob([await encodePng(map, deflate)], { type: 'image/png' })
}

/** The same values with a palette, as data sets have them; plain colours where a palette has not enough places. */
export async function colouredPng(map: LabelMap, segments: readonly Segment[]): Promise<Blob> {
  if (map.labels instanceof Uint16Array) return paintedPng(map, segments)
  return new Blob([await encodePng(map, deflate, paletteOf(segments))], { type: 'image/png' })
}

function paintedPng(map: LabelMap, segments: readonly Segment[]): Promise<Blob> {
  const { width, height } = map
  const fills = new Map(segments.map(({ label, colour }) => [label, [...colour, 255]] as const))
  const canvas = new OffscreenCanvas(width, height)
  const pixels = paintLabels(map, { fills, contour: 0 })
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}

/** What is no segment is black. */
function paletteOf(segments: readonly Segment[]): (readonly [number, number, number])[] {
  const palette = Array.from({ length: 256 }, (): readonly [number, number, number] => [0, 0, 0])
  for (const { label, colour, isBackground } of segments) {
    if (!isBackground) palette[label] = colour
  }
  return palette
}

/** In the browser's own threads. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
