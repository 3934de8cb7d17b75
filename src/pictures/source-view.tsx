import type { ReactNode } from 'react'
import type { VitrineError } from '../protocol/errors.ts'
import { CameraView } from './camera-view.tsx'
import type { PictureTask } from './exhibit.ts'
import { LinkView } from './link-view.tsx'
import { PadView } from './pad-view.tsx'
import type { Picture } from './picture.ts'
import type { Source } from './picture-panel.tsx'
import type { Pictures } from './use-pictures.ts'

interface SourceViewProps {
  source: Source
  pictures: Pictures<PictureTask, unknown>
  overlay: ReactNode
  /** The frame with the picture, for sources that do not take its place. */
  frame: ReactNode
  onPicture(picture: Picture): void
  onClose(error?: VitrineError): void
}

/** Fetched with the first of them: most visitors give a file. */
export function SourceView(props: SourceViewProps) {
  const { source, pictures, overlay, frame, onPicture, onClose } = props
  switch (source.kind) {
    case 'camera':
      return (
        <CameraView pictures={pictures} overlay={overlay} onPicture={onPicture} onClose={onClose} />
      )
    case 'pad':
      return <PadView pictures={pictures} onPicture={onPicture} onClose={() => onClose()} />
    case 'link':
      return (
        <>
          {frame}
          <LinkView
            key={source.pasted}
            pasted={source.pasted}
            onFile={(file) => onPicture({ kind: 'file', file })}
            onClose={() => onClose()}
          />
        </>
      )
    default:
      return source satisfies never
  }
}
