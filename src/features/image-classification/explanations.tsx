import { useState, type ReactNode } from 'react'
import type { Pictures } from '../../pictures/use-pictures.ts'
import { OpeningFold } from '../../ui/opening-fold.tsx'
import type { Asking, LiveStill, OnOverlay } from './asking.ts'
import type { Asked, ClassesExhibit } from './exhibit.ts'
import { Parity } from './parity.tsx'
import { Saw } from './saw.tsx'
import type { StillPicture } from '../../pictures/still-image.ts'
import { Why } from './why.tsx'

interface ExplanationsProps extends Omit<Asking, 'sourceOf'> {
  pictures: Pictures<'image-classification', Asked>
  onPicture(picture: StillPicture): void
  onOverlay: OnOverlay
}

/** What there is to ask about an answer. It has its own runs, so that the answer stays as it is. */
export function Explanations(props: ExplanationsProps) {
  const { pictures, manifest, runtime, onPicture, onOverlay } = props
  const { exhibit, sourceOf } = pictures
  const asking = { manifest, runtime, sourceOf }
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const live = isLiveStill(exhibit) ? exhibit : undefined
  const hasReference = manifest.examples.some(({ expected }) => expected !== undefined)
  const fold = (title: string, children: () => ReactNode) => (
    <OpeningFold
      title={title}
      isOpen={open.has(title)}
      onToggle={(isOpen) => setOpen(isOpen ? new Set([...open, title]) : without(open, title))}
    >
      {children}
    </OpeningFold>
  )
  return (
    <>
      {live !== undefined &&
        fold(why, () => (
          <Why key={live.id} {...{ asking, live, onOverlay }} isOpen={open.has(why)} />
        ))}
      {live !== undefined && fold(saw, () => <Saw {...{ asking, live }} />)}
      {hasReference &&
        fold('The author’s reference', () => (
          <Parity
            asking={asking}
            onLook={(example) => {
              onPicture({ kind: 'example', example })
              setOpen(new Set([...open, saw]))
            }}
          />
        ))}
    </>
  )
}

const why = 'Why this answer'
const saw = 'What the model saw'

function isLiveStill(exhibit: ClassesExhibit): exhibit is LiveStill {
  return exhibit.kind === 'live' && exhibit.picture.kind !== 'camera'
}

function without(set: ReadonlySet<string>, value: string): ReadonlySet<string> {
  return new Set([...set].filter((one) => one !== value))
}
