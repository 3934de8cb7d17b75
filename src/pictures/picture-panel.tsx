import { lazy, Suspense, useEffect, useEffectEvent, useId, useState, type ReactNode } from 'react'
import type { VitrineError } from '../protocol/errors.ts'
import { describeError } from '../protocol/messages.ts'
import type { PictureResult } from '../protocol/picture-tasks.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import type { Exhibit, PictureTask } from './exhibit.ts'
import { looksLikePictureLink } from './pasted-link.ts'
import type { Picture } from './picture.ts'
import { PictureFrame } from './picture-frame.tsx'
import type { Pictures } from './use-pictures.ts'
import { pictureWords } from './words.ts'

const SourceView = lazy(() =>
  import('./source-view.tsx').then((found) => ({ default: found.SourceView })),
)

interface PicturePanelProps<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  onPicture(picture: Picture): void
  /** Takes several pictures, or a folder's, that were chosen at once; without it the first one counts. */
  onFiles?: ((files: readonly File[]) => void) | undefined
  /** Lies over the shown picture, from edge to edge: boxes, a mask. */
  overlay?: ReactNode
}

/** Another way to give a picture than as a file. */
export type Source =
  { readonly kind: 'camera' | 'pad' } | { readonly kind: 'link'; readonly pasted?: string }

/** A pad for more pixels would be no help: nobody draws a photo. */
const mostPadPixels = 64

/** Where pictures are given, and the one that the answer belongs to. */
export function PicturePanel<T extends PictureTask>(props: PicturePanelProps<T>) {
  const { pictures, onPicture, onFiles, overlay } = props
  const { exhibit, manifest } = pictures
  const id = useId()
  const [source, setSource] = useState<Source>()
  const [problem, setProblem] = useState<VitrineError>()
  const error = pictures.error ?? problem

  function open(next: Source | undefined, said?: VitrineError) {
    setSource(next)
    setProblem(said)
  }

  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const isFree = event.target instanceof HTMLElement && !event.target.matches('input,textarea')
    if (isFree && looksLikePictureLink(text)) open({ kind: 'link', pasted: text })
  })
  useEffect(() => {
    const left = new AbortController()
    window.addEventListener('paste', (event) => onPaste(event), { signal: left.signal })
    return () => left.abort()
  }, [])

  const { channels, width, height } = manifest.preprocessing
  const isDrawable = channels === 1 && Math.max(width, height) <= mostPadPixels
  const input = (
    <input
      id={id}
      type="file"
      accept="image/*"
      aria-label="Image"
      multiple={onFiles !== undefined}
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])]
        const [file] = files
        if (files.length > 1 && onFiles !== undefined) onFiles(files)
        else if (file !== undefined) onPicture({ kind: 'file', file })
        // Else the same file could not be chosen a second time.
        currentTarget.value = ''
      }}
      className="absolute inset-0 size-full cursor-pointer text-[0] opacity-0"
    />
  )
  /** Over the whole frame, so that the frame can be pressed, reached with Tab, and dropped on. */
  const isOnFrame = source === undefined || source.kind === 'link'
  const frame = (
    <PictureFrame pictures={pictures} overlay={overlay}>
      {isOnFrame && input}
    </PictureFrame>
  )
  return (
    <Panel title="Image" aside={<Facts exhibit={exhibit} />}>
      {source === undefined ? (
        frame
      ) : (
        <Suspense fallback={frame}>
          <SourceView
            source={source}
            pictures={pictures}
            overlay={overlay}
            frame={frame}
            onPicture={(picture) => {
              setProblem(undefined)
              onPicture(picture)
            }}
            onClose={(said) => open(undefined, said)}
          />
        </Suspense>
      )}
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-3">
        <label
          htmlFor={id}
          className={`relative outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 ${buttonClass(isOnFrame ? 'primary' : 'plain')}`}
        >
          Choose a picture
          {!isOnFrame && input}
        </label>
        {source?.kind !== 'camera' && (
          <Button onClick={() => open({ kind: 'camera' })}>Camera</Button>
        )}
        {isDrawable && source?.kind !== 'pad' && (
          <Button onClick={() => open({ kind: 'pad' })}>Draw</Button>
        )}
        {source?.kind !== 'link' && <Button onClick={() => open({ kind: 'link' })}>Link</Button>}
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
