import { useId, type ReactNode } from 'react'
import { describeError } from '../protocol/messages.ts'
import { Alert } from '../ui/alert.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import type { PictureResult } from '../protocol/picture-tasks.ts'
import type { Exhibit, PictureTask } from './exhibit.ts'
import type { Picture } from './picture.ts'
import { PictureFrame } from './picture-frame.tsx'
import type { Pictures } from './use-pictures.ts'
import { pictureWords } from './words.ts'

interface PicturePanelProps<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  onPicture(picture: Picture): void
  /** Lies over the shown picture, from edge to edge: boxes, a mask. */
  overlay?: ReactNode
}

/** Where pictures are given, and the one that the answer belongs to. */
export function PicturePanel<T extends PictureTask>(props: PicturePanelProps<T>) {
  const { pictures, onPicture, overlay } = props
  const { exhibit, error } = pictures
  const id = useId()
  return (
    <Panel title="Image" aside={<Facts exhibit={exhibit} />}>
      <PictureFrame pictures={pictures} overlay={overlay}>
        {/* Lies over the whole frame, so that the frame can be pressed, reached with Tab, and dropped on. */}
        <input
          id={id}
          type="file"
          accept="image/*"
          aria-label="Image"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0]
            if (file !== undefined) onPicture({ kind: 'file', file })
            // Else the same file could not be chosen a second time.
            currentTarget.value = ''
          }}
          className="absolute inset-0 size-full cursor-pointer text-[0] opacity-0"
        />
      </PictureFrame>
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={id} className={buttonClass('primary')}>
          Choose a picture
        </label>
        <p className="text-note text-muted pointer-coarse:hidden">
          or drop it, or paste it, anywhere on the page
        </p>
      </div>
    </Panel>
  )
}

function Facts<T extends PictureTask>({ exhibit }: { exhibit: Exhibit<T, unknown> }) {
  if (exhibit.kind !== 'live') return null
  const { picture } = exhibit
  const result: PictureResult = exhibit.result
  const fileName = picture.kind === 'file' ? picture.file.name : undefined
  return (
    <p className="num text-right text-note text-muted">{pictureWords(result.image, fileName)}</p>
  )
}
