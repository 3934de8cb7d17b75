import type { Rectangle } from '../core/pixels/rectangle.ts'
import { drawDepth, drawPicture } from '../core/masks/drawn-picture.ts'
import type { ImageToImageManifest } from '../protocol/picture-manifests.ts'
import type { ImageToImage, PictureInput } from '../protocol/picture-tasks.ts'
import { createPause } from './pause.ts'
import { floatMaps, unsupported, type OutputMaps } from './picture-maps.ts'
import { createPictureRunner, type PictureOutputs, type PictureParts } from './picture-run.ts'
import type { Pipeline } from './ports.ts'

/**
 * Decodes, preprocesses, runs and shows what came out, at the size at which it came.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws the decoder's `image-…`
 * codes, `output-not-finite`, `export-unsupported` for an output that is no picture, `aborted`, and whatever the session
 * throws.
 */
export function createImageToImage(
  { preprocessing, output }: ImageToImageManifest,
  parts: PictureParts,
): Pipeline<PictureInput, never, ImageToImage> {
  const { name, layout, gives, white, colours } = output
  const runner = createPictureRunner(preprocessing, parts)
  if (!parts.session.outputs.some((given) => given.name === name)) {
    throw unsupported(
      `The graph has no output “${name}”, which the export names`,
      'Correct the name in vitrine.json.',
    )
  }

  return {
    async run(input, context) {
      const given = await runner.run(input, context, [name])
      const maps = floatMaps(name, given.outputs[name], { layout, batch: given.batch })
      await createPause(context)()
      const window = pictureIn(maps, given)
      checkMaps(name, gives, maps.maps)
      const drawn =
        gives === 'depth' ? drawDepth(maps, window) : drawPicture(maps, window, { white, colours })
      return { ...given.finish(), width: window.width, height: window.height, ...drawn }
    },
  }
}

/** The part of what came out that is picture, at whatever scale it came: without the padding that went in. */
function pictureIn(
  maps: Pick<OutputMaps, 'width' | 'height'>,
  { width, height, placement }: PictureOutputs,
): Rectangle {
  const [left, right] = part(placement.left, placement.width, width, maps.width)
  const [top, bottom] = part(placement.top, placement.height, height, maps.height)
  return { left, top, width: right - left, height: bottom - top }
}

/** A stretch of the tensor, as far as it lies within, in pixels of the output; at least one. */
function part(offset: number, length: number, tensor: number, cells: number): [number, number] {
  const scale = cells / tensor
  const start = Math.min(Math.round(Math.max(offset, 0) * scale), cells - 1)
  const end = Math.round(Math.min(offset + length, tensor) * scale)
  return [start, Math.max(end, start + 1)]
}

function checkMaps(
  name: string,
  gives: ImageToImageManifest['output']['gives'],
  maps: number,
): void {
  if (maps === 1 || (gives === 'picture' && maps === 3)) return
  throw unsupported(
    gives === 'depth'
      ? `Its output “${name}” has ${maps} maps, not one of depths`
      : `Its output “${name}” has ${maps} maps, which is neither grey nor colour`,
  )
}
