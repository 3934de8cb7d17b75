import type { LabelMap } from '../../core/masks/label-map.ts'
import type { SegmentationMask } from '../../protocol/picture-tasks.ts'

/**
 * What is left of the picture where these areas are, everything else transparent, at the mask's size.
 * @param mask of a subject: its edge keeps the softness that the model gave it
 * @returns a PNG
 * @throws DOMException where the browser cannot decode the picture
 */
export async function cutOut(
  image: Blob,
  map: LabelMap,
  labels: ReadonlySet<number>,
  mask: SegmentationMask,
): Promise<Blob> {
  const { width, height } = map
  const bitmap = await createImageBitmap(image, { imageOrientation: 'from-image' })
  try {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (context === null) throw new DOMException('No canvas of this size.', 'NotSupportedError')
    context.putImageData(new ImageData(stencil(map, labels, mask), width, height), 0, 0)
    context.globalCompositeOperation = 'source-in'
    context.drawImage(bitmap, 0, 0, width, height)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    bitmap.close()
  }
}

/** Opaque where the areas are. */
function stencil(
  { labels: map, width, height }: LabelMap,
  labels: ReadonlySet<number>,
  mask: SegmentationMask,
): Uint8ClampedArray<ArrayBuffer> {
  const soft = mask.kind === 'matte' && labels.has(1) && !labels.has(0) ? mask.alpha : undefined
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < map.length; i++) {
    if (labels.has(map[i]!)) pixels[i * 4 + 3] = soft?.[i] ?? 255
  }
  return pixels
}
