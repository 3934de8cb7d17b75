import type { Size } from '../../core/pixels/crop-window.ts'
import type { Rectangle } from '../../core/pixels/rectangle.ts'
import { labelStyle, placeBoxLabels, shownBox, type LabelStyle } from './box-labels.ts'
import { colourOf } from './class-colours.ts'
import { labelFont } from './label-text.ts'
import type { Thing } from './things.ts'

/** Of a picture's longer side for which lines and labels have the size that they have on the page. */
const usualSidePx = 640

/**
 * The picture with boxes and labels drawn on it, at its full size.
 * @param picture of the upright picture, in pixels
 * @returns a PNG
 * @throws DOMException where the browser cannot decode the picture
 */
export async function annotatePicture(
  image: Blob,
  picture: Size,
  things: readonly Thing[],
): Promise<Blob> {
  const bitmap = await createImageBitmap(image, { imageOrientation: 'from-image' })
  try {
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')
    if (context === null) throw new DOMException('No canvas of this size.', 'NotSupportedError')
    context.drawImage(bitmap, 0, 0, picture.width, picture.height)
    drawThings(context, picture, things)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    bitmap.close()
  }
}

function drawThings(
  context: OffscreenCanvasRenderingContext2D,
  picture: Size,
  things: readonly Thing[],
): void {
  const scale = Math.max(1, Math.max(picture.width, picture.height) / usualSidePx)
  const style: LabelStyle = {
    sizePx: labelStyle.sizePx * scale,
    paddingPx: labelStyle.paddingPx * scale,
    heightPx: labelStyle.heightPx * scale,
  }
  for (const thing of things) drawBox(context, shownBox(thing, picture, picture), thing, scale)

  const labels = placeBoxLabels(things, picture, picture, style)
  context.font = labelFont(style.sizePx)
  context.textBaseline = 'middle'
  for (const thing of things) {
    const label = labels.byId.get(thing.id)
    if (label === undefined) continue
    const { left, top, width, height } = label.place
    context.fillStyle = colourOf(thing.class)
    context.fillRect(left, top, width, height)
    context.fillStyle = '#fff'
    context.fillText(label.text, left + style.paddingPx, top + height / 2)
  }
}

function drawBox(
  context: OffscreenCanvasRenderingContext2D,
  { left, top, width, height }: Rectangle,
  thing: Thing,
  scale: number,
): void {
  const colour = colourOf(thing.class)
  const lines = [
    { look: 'rgb(255 255 255 / 0.75)', width: 4 },
    { look: colour, width: 2 },
  ]
  for (const line of lines) {
    context.strokeStyle = line.look
    context.lineWidth = line.width * scale
    context.strokeRect(left, top, width, height)
  }
  context.fillStyle = colour
  context.strokeStyle = '#fff'
  context.lineWidth = scale
  for (const { x, y } of thing.points) {
    context.beginPath()
    context.arc(x, y, 2.5 * scale, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}
