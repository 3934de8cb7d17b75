import type { Size } from '../pixels/crop-window.ts'

/** One number a pixel: which of several areas it belongs to. */
export interface LabelMap extends Size {
  readonly labels: Uint8Array | Uint16Array
}

/** How many pixels each area has, by its number. */
export function countLabels({ labels }: Pick<LabelMap, 'labels'>): Uint32Array {
  const counts = new Uint32Array(labels instanceof Uint8Array ? 256 : 65_536)
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++
  return counts
}

/** The same at a size that a screen can show: of several pixels the middle one. Itself where it is no larger. */
export function shrinkLabels(map: LabelMap, mostPixels: number): LabelMap {
  const scale = Math.sqrt(mostPixels / (map.width * map.height))
  if (scale >= 1) return map
  const width = Math.max(1, Math.floor(map.width * scale))
  const height = Math.max(1, Math.floor(map.height * scale))
  const labels =
    map.labels instanceof Uint8Array
      ? new Uint8Array(width * height)
      : new Uint16Array(width * height)
  const columns = Int32Array.from({ length: width }, (_, x) =>
    Math.floor(((x + 0.5) * map.width) / width),
  )
  for (let y = 0, to = 0; y < height; y++) {
    const from = Math.floor(((y + 0.5) * map.height) / height) * map.width
    for (let x = 0; x < width; x++, to++) labels[to] = map.labels[from + columns[x]!]!
  }
  return { width, height, labels }
}

export interface LabelPaint {
  /** What an area looks like, by its number: red, green, blue and opacity from 0 to 255; absent: not at all. */
  readonly fills: ReadonlyMap<number, readonly [number, number, number, number]>
  /** In pixels; 0 for no lines. They run along the inner edge of each area that is painted, and are opaque. */
  readonly contour: number
}

/** The areas in their colours, width × height × 4 bytes. */
export function paintLabels(
  { labels, width, height }: LabelMap,
  { fills, contour }: LabelPaint,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4)
  const words = new Uint32Array(pixels.buffer)
  const fill = new Uint32Array(65_536)
  const line = new Uint32Array(65_536)
  for (const [label, [red, green, blue, opacity]] of fills) {
    fill[label] = packed(red, green, blue, opacity)
    line[label] = packed(red, green, blue, 255)
  }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i]!
      const isEdge =
        contour > 0 &&
        ((x >= contour && labels[i - contour] !== label) ||
          (x < width - contour && labels[i + contour] !== label) ||
          (y >= contour && labels[i - contour * width] !== label) ||
          (y < height - contour && labels[i + contour * width] !== label))
      words[i] = isEdge ? line[label]! : fill[label]!
    }
  }
  return pixels
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

function packed(red: number, green: number, blue: number, opacity: number): number {
  const bytes = isLittleEndian ? [opacity, blue, green, red] : [red, green, blue, opacity]
  return bytes.reduce((word, byte) => word * 256 + byte, 0)
}
