import { BlobImage } from '../../ui/blob-image.tsx'
import type { LinkPart } from './link-parts.ts'
import { pictureWords } from './link-words.ts'
import type { Choice } from './share-panel.tsx'
import { useMemo } from 'react'
import type { SmallPicture } from './shrink-picture.ts'

interface PartChoiceProps {
  parts: readonly LinkPart[]
  picture: SmallPicture | undefined
  leftOut: ReadonlySet<Choice>
  onChoose(choice: Choice, isIn: boolean): void
}

/** What may go along, to be left out part by part. */
export function PartChoice({ parts, picture, leftOut, onChoose }: PartChoiceProps) {
  if (parts.length === 0 && picture === undefined) return null
  return (
    <fieldset className="text-note">
      <legend className="font-semibold text-muted">In the link</legend>
      {parts.map(({ kind, words }) => (
        <Part key={kind} isIn={!leftOut.has(kind)} onChange={(isIn) => onChoose(kind, isIn)}>
          {capitalised(words)}
        </Part>
      ))}
      {picture !== undefined && (
        <div className="flex items-center gap-4">
          <Part isIn={!leftOut.has('picture')} onChange={(isIn) => onChoose('picture', isIn)}>
            {capitalised(pictureWords(picture))}
          </Part>
          <Shown picture={picture} />
        </div>
      )}
      {picture?.isWhole === false && (
        <p className="text-pretty text-muted">
          A smaller picture may get a slightly different answer.
        </p>
      )}
    </fieldset>
  )
}

interface PartProps {
  isIn: boolean
  onChange(isIn: boolean): void
  children: string
}

function Part({ isIn, onChange, children }: PartProps) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-2 text-note pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={isIn}
        onChange={({ target }) => onChange(target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="wrap-anywhere">{children}</span>
    </label>
  )
}

/** Exactly what would be sent. */
function Shown({ picture: { bytes } }: { picture: SmallPicture }) {
  const blob = useMemo(() => new Blob([bytes]), [bytes])
  return (
    <BlobImage
      blob={blob}
      alt="The picture in the link"
      className="max-h-20 max-w-28 rounded-lg border border-line"
    />
  )
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
