import type { ReactNode } from 'react'
import { BlobImage } from '../../ui/blob-image.tsx'
import { PictureIcon } from '../../ui/icons.tsx'
import { ExamplePicture, type PictureSource } from './example-picture.tsx'
import { nameOf, type Exhibit, type Picture } from './exhibit.ts'

interface PictureFrameProps {
  /** Where an example's picture is to be had. */
  sourceOf(path: string): PictureSource | undefined
  exhibit: Exhibit
  incoming: Picture | undefined
  isLoaded: boolean
  /** The file input. */
  children: ReactNode
}

/**
 * The picture that the predictions belong to. A new one replaces it when the worker has looked at it and not before:
 * decoding on the page what nobody has measured could cost a gigabyte.
 */
export function PictureFrame(props: PictureFrameProps) {
  const { sourceOf, exhibit, incoming, isLoaded, children } = props
  const picture = exhibit.kind === 'nothing' ? undefined : exhibit.picture
  return (
    <div className="relative flex h-56 items-center justify-center overflow-hidden rounded-xl border border-line bg-well outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 sm:h-72">
      {picture === undefined ? (
        <Empty />
      ) : (
        <Shown picture={picture} sourceOf={sourceOf} isOutdated={incoming !== undefined} />
      )}
      {incoming !== undefined && (
        <p className="absolute inset-x-4 bottom-4 mx-auto w-fit max-w-[calc(100%-2rem)] truncate rounded-lg border border-line bg-panel px-4 py-2 text-note shadow-panel">
          {isLoaded ? `Looking at ${nameOf(incoming)}…` : `${nameOf(incoming)} waits for the model`}
        </p>
      )}
      {children}
    </div>
  )
}

interface ShownProps {
  picture: Picture
  sourceOf(path: string): PictureSource | undefined
  isOutdated: boolean
}

function Shown({ picture, sourceOf, isOutdated }: ShownProps) {
  const name = 'Input image'
  const look = `size-full object-contain ${isOutdated ? 'opacity-40' : ''}`
  switch (picture.kind) {
    case 'example': {
      const source = sourceOf(picture.example.image)
      return source && <ExamplePicture source={source} alt={name} className={look} />
    }
    case 'file':
      return <BlobImage blob={picture.file} alt={name} className={look} />
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
