import type { Size } from '../../core/pixels/crop-window.ts'
import type { GivenPart } from './given-part.ts'

/** "672 × 672 pixels, 3 × those of 224 × 224 that went in" */
export function sizeWords(output: Size, { size }: GivenPart): string {
  const across = output.width / size.width
  const down = output.height / size.height
  const written = `${sides(output)} pixels`
  if (Math.abs(across - down) > 0.02 * across) return `${written}, from ${sides(size)} that went in`
  if (Math.abs(across - 1) < 0.005) return `${written}, as many as went in`
  return `${written}, ${short(across)} × the ${sides(size)} that went in`
}

/** A number of a depth map, in as few digits as tell it from its neighbours. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function sides({ width, height }: Size): string {
  return `${width} × ${height}`
}
