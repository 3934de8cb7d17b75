import type { Size } from '../../core/pixels/crop-window.ts'
import type { Rectangle } from '../../core/pixels/rectangle.ts'
import { ExamplePicture, type PictureSource } from '../../pictures/example-picture.tsx'
import type { Picture } from '../../pictures/picture.ts'

/** The bytes or the address of a picture; undefined where it has none that stay. */
export function sourceOfPicture(
  picture: Picture,
  sourceOf: (path: string) => PictureSource | undefined,
): PictureSource | undefined {
  switch (picture.kind) {
    case 'file':
      return picture.file
    case 'example':
      return sourceOf(picture.example.image)
    case 'camera':
      return undefined
    default:
      return picture satisfies never
  }
}

interface BeforePictureProps {
  source: PictureSource
  picture: Size
  /** The part of it that fills the frame, in its pixels. */
  area: Rectangle
}

/** What went in, for the eye alone: it stands beside, by its name. */
export function BeforePicture({ source, picture, area }: BeforePictureProps) {
  return (
    <div
      // Or the browser would begin to drag the picture itself away.
      className="pointer-events-none absolute"
      style={{
        left: `${(-area.left / area.width) * 100}%`,
        top: `${(-area.top / area.height) * 100}%`,
        width: `${(picture.width / area.width) * 100}%`,
        height: `${(picture.height / area.height) * 100}%`,
      }}
    >
      <ExamplePicture source={source} alt="" className="size-full max-w-none" />
    </div>
  )
}
