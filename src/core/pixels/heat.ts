/** A map of how much each part of a picture matters, as colours and in words. */
export interface HeatMap {
  readonly columns: number
  readonly rows: number
  /** Row by row; positive: the part is needed. */
  readonly drops: Float32Array
}

/** Red for what is needed, blue for what is in the way: told apart by people who see red and green alike. */
export const heatColours = { needed: [230, 60, 0], hindering: [0, 90, 230] } as const

/** Less than two percentage points are shown as next to nothing, so that noise is not blown up. */
const leastScale = 0.02

/** columns × rows × 4 bytes, more opaque the more a part matters; the part that matters most is opaque. */
export function heatPixels({ columns, rows, drops }: HeatMap): Uint8ClampedArray {
  const scale = drops.reduce((most, drop) => Math.max(most, Math.abs(drop)), leastScale)
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  for (const [i, drop] of drops.entries()) {
    pixels.set(drop >= 0 ? heatColours.needed : heatColours.hindering, i * 4)
    pixels[i * 4 + 3] = (Math.abs(drop) / scale) * 255
  }
  return pixels
}

export type HeatPlace =
  /** Covering any part changes next to nothing. */
  | { readonly kind: 'nowhere' }
  /** No ninth of the picture stands out. */
  | { readonly kind: 'everywhere'; readonly drop: number }
  | {
      readonly kind: 'there'
      readonly row: 0 | 1 | 2
      readonly column: 0 | 1 | 2
      /** The largest of any part. */
      readonly drop: number
    }

/** Which ninth of the picture matters most: the one with the greatest mean of what its parts add. */
export function heatPlace({ columns, rows, drops }: HeatMap): HeatPlace {
  const drop = drops.reduce((most, one) => Math.max(most, one), 0)
  if (drop < leastScale) return { kind: 'nowhere' }
  const ninths = Array.from({ length: 9 }, () => ({ sum: 0, count: 0 }))
  for (const [i, one] of drops.entries()) {
    const row = third(Math.floor(i / columns), rows)
    const ninth = ninths[row * 3 + third(i % columns, columns)]!
    ninth.sum += Math.max(one, 0)
    ninth.count++
  }
  const means = ninths.map(({ sum, count }) => (count === 0 ? 0 : sum / count))
  const best = means.indexOf(Math.max(...means))
  const filled = ninths.filter(({ count }) => count > 0).length
  const mean = means.reduce((sum, one) => sum + one, 0) / filled
  if (means[best]! < mean * 1.5 && filled > 1) return { kind: 'everywhere', drop }
  return {
    kind: 'there',
    row: Math.floor(best / 3) as 0 | 1 | 2,
    column: (best % 3) as 0 | 1 | 2,
    drop,
  }
}

function third(place: number, count: number): number {
  return Math.floor(((place + 0.5) * 3) / count)
}
