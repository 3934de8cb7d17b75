import { useId } from 'react'
import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { Alert } from '../../ui/alert.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { PictureSource } from './example-picture.tsx'
import type { Exhibit, Picture } from './exhibit.ts'
import { PictureFrame } from './picture-frame.tsx'
import { pictureWords } from './words.ts'

interface PicturePanelProps {
  /** Where an example's picture is to be had. */
  sourceOf(path: string): PictureSource | undefined
  exhibit: Exhibit
  /** A picture that has been given but not looked at yet. */
  incoming: Picture | undefined
  isLoaded: boolean
  error: VitrineError | undefined
  onPicture(picture: Picture): void
}

export function PicturePanel(props: PicturePanelProps) {
  const { sourceOf, exhibit, incoming, isLoaded, error, onPicture } = props
  const id = useId()
  return (
    <Panel title="Image" aside={<Facts exhibit={exhibit} />}>
      <PictureFrame sourceOf={sourceOf} exhibit={exhibit} incoming={incoming} isLoaded={isLoaded}>
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

function Facts({ exhibit }: { exhibit: Exhibit }) {
  if (exhibit.kind !== 'live') return null
  const { picture, result } = exhibit
  const fileName = picture.kind === 'file' ? picture.file.name : undefined
  return (
    <p className="num text-right text-note text-muted">{pictureWords(result.image, fileName)}</p>
  )
}
