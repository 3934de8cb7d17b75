export interface Cell {
  readonly column: number
  readonly row: number
  /** Its width and height in pixels. */
  readonly stride: number
}

/** The cells of each stride's grid over the tensor, row by row, in the order of the strides. */
export function yoloGrid(
  strides: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): Cell[] {
  return strides.flatMap((stride) => {
    const columns = Math.floor(width / stride)
    const count = columns * Math.floor(height / stride)
    return Array.from({ length: count }, (_, i) => ({
      column: i % columns,
      row: Math.floor(i / columns),
      stride,
    }))
  })
}
