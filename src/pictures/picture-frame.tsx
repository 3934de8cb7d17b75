import type { ReactNode } from 'react'
import { BlobImage } from '../ui/blob-image.tsx'
import { PictureIcon } from '../ui/icons.tsx'
import { ExamplePicture, type PictureSource } from './example-picture.tsx'
import type { PictureTask } from './exhibit.ts'
import { nameOf, type Picture } from './picture.ts'
import { Frame, Stage } from './stage.tsx'
import type { Pictures } from './use-pictures.ts'

interface PictureFrameProps<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  /** Lies over the shown picture, from edge to edge. */
  overlay: ReactNode
  /** The file input. */
  children: ReactNode
}

/**
 * The picture that the predictions belong to. A new one replaces it when the worker has looked at it and not before:
 * decoding on the page what nobody has measured could cost a gigabyte.
 */
export function PictureFrame<T extends PictureTask>(props: PictureFrameProps<T>) {
  const { pictures, overlay, children } = props
  const { exhibit, incoming, isLoaded, sourceOf, manifest } = pictures
  const picture = exhibit.kind === 'nothing' ? undefined : exhibit.picture
  const facts = exhibit.kind === 'live' ? exhibit.result.image : undefined
  return (
    // Boxes and masks want to be looked at closely.
    <Frame className={manifest.task === 'image-classification' ? '' : 'md:h-96'}>
      {picture === undefined ? (
        <Empty />
      ) : (
        <Stage size={facts} isOutdated={incoming !== undefined}>
          <Shown picture={picture} sourceOf={sourceOf} />
          {overlay}
        </Stage>
      )}
      {incoming !== undefined && (
        <p className="absolute inset-x-4 bottom-4 mx-auto w-fit max-w-[calc(100%-2rem)] truncate rounded-lg border border-line bg-panel px-4 py-2 text-note shadow-panel">
          {isLoaded ? `Looking at ${nameOf(incoming)}…` : `${nameOf(incoming)} waits for the model`}
        </p>
      )}
      {children}
    </Frame>
  )
}

interface ShownProps {
  picture: Picture
  sourceOf(path: string): PictureSource | undefined
}

function Shown({ picture, sourceOf }: ShownProps) {
  const name = 'Input image'
  const look = 'size-full object-contain'
  switch (picture.kind) {
    case 'example': {
      const source = sourceOf(picture.example.image)
      return source && <ExamplePicture source={source} alt={name} className={look} />
    }
    case 'file':
      return <BlobImage blob={picture.file} alt={name} className={look} />
    case 'camera':
      // Shown by `camera-view.tsx`, which is there as long as its answers are.
      return null
    default:
      return picture satisfies never
  }
}

function Empty() {
  return (
    <div className="flex flex-col items-center gap-2 px-6 text-center text-muted">
      <PictureIcon />
      <p>Drop a picture here, paste one, or press to choose.</p>
    </div>
  )
}
