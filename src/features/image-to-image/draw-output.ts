/** width × height × 4 bytes. */
export interface OutputPixels {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray
}

export function drawOutput(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { width, height, pixels }: OutputPixels,
): void {
  const image = context.createImageData(width, height)
  image.data.set(pixels)
  context.putImageData(image, 0, 0)
}

/**
 * @returns a PNG at the size at which the model gave it
 * @throws DOMException where the browser makes no canvas of this size
 */
export function outputPng(output: OutputPixels): Promise<Blob> {
  const canvas = new OffscreenCanvas(output.width, output.height)
  const context = canvas.getContext('2d')
  if (context === null) throw new DOMException('No canvas of this size.', 'NotSupportedError')
  drawOutput(context, output)
  return canvas.convertToBlob({ type: 'image/png' })
}
