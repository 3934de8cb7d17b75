import { useRef, useState, type SubmitEvent } from 'react'
import type { Task } from '../../protocol/manifest.ts'
import type { Described } from '../../protocol/source.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { downloadText } from '../../ui/download-text.ts'
import { plural } from '../../ui/format.ts'
import { CommonFields } from './common-fields.tsx'
import { nextCorrections, vitrineFile } from './corrections.ts'
import { draftOf } from './draft.ts'
import { EncoderFields } from './encoder-fields.tsx'
import { PictureFields, takesPictures } from './picture-fields.tsx'
import { readDraft, type FieldName } from './read-draft.ts'
import { TableFields, takesTables } from './table-fields.tsx'
import { TextFields } from './text-fields.tsx'

interface CorrectionFormProps {
  described: Described
  corrections: VitrineJson
  onCorrect(next: VitrineJson): void
}

export function CorrectionForm({ described, corrections, onCorrect }: CorrectionFormProps) {
  const { manifest } = described
  const [draft, setDraft] = useState(() => draftOf(manifest))
  // What was applied comes back as another description; the form follows it.
  const [shown, setShown] = useState(manifest)
  if (shown !== manifest) {
    setShown(manifest)
    setDraft(draftOf(manifest))
  }
  const [wasRefused, setWasRefused] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { values, problems } = readDraft(draft)
  const problemCount = Object.keys(problems).length
  const before = readDraft(draftOf(manifest)).values
  const isTouched = JSON.stringify(values) !== JSON.stringify(before)

  /** Does it, unless a field will not do: then the first such field gets the focus. */
  function ifValid(action: () => void) {
    setWasRefused(problemCount > 0)
    if (problemCount === 0) action()
    else form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }

  const isGuessed = (name: string) =>
    manifest.guessed?.includes(name) === true && draft.task === manifest.task
  const markOf = (name: string) => (isGuessed(name) ? 'guessed' : undefined)
  const problemOf = (name: FieldName) => problems[name]

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        ifValid(() => onCorrect(nextCorrections(corrections, before, values, manifest.guessed)))
      }}
      className="mb-4 grid gap-5 rounded-2xl border border-line bg-panel px-4 py-5 shadow-panel sm:px-6"
    >
      <CommonFields
        draft={draft}
        markOf={markOf}
        problemOf={problemOf}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      {takesPictures(draft.task) && (
        <PictureFields
          manifest={manifest}
          draft={draft}
          markOf={markOf}
          problemOf={problemOf}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
      )}
      {draft.task === 'text-generation' && (
        <TextFields
          draft={draft.text}
          markOf={markOf}
          problemOf={problemOf}
          onChange={(part) => setDraft({ ...draft, text: { ...draft.text, ...part } })}
        />
      )}
      {isEncoder(draft.task) && (
        <EncoderFields
          task={draft.task}
          draft={draft.encoder}
          markOf={markOf}
          problemOf={problemOf}
          onChange={(part) => setDraft({ ...draft, encoder: { ...draft.encoder, ...part } })}
        />
      )}
      {takesTables(draft.task) && (
        <TableFields
          task={draft.task}
          draft={draft.table}
          markOf={markOf}
          problemOf={problemOf}
          onChange={(part) => setDraft({ ...draft, table: { ...draft.table, ...part } })}
        />
      )}
      {wasRefused && problemCount > 0 && (
        <Alert
          title={`${plural(problemCount, 'field')} will not do yet.`}
          remedy="What it needs is said below the field."
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={!isTouched}>
          Apply
        </Button>
        <Button
          disabled={!isTouched && Object.keys(corrections).length === 0}
          onClick={() => {
            setDraft(draftOf(manifest))
            setWasRefused(false)
            if (Object.keys(corrections).length > 0) onCorrect({})
          }}
        >
          Back to what was detected
        </Button>
        <Button
          onClick={() =>
            ifValid(() => {
              const schemaUrl = new URL('vitrine.schema.json', document.baseURI).href
              const text = vitrineFile(described, before, values, schemaUrl)
              downloadText('vitrine.json', 'application/json', text)
            })
          }
        >
          Download vitrine.json
        </Button>
      </div>
      <p className="text-pretty">
        Put the file beside your export, and everybody who opens it gets what you see here.
      </p>
    </form>
  )
}

function isEncoder(task: Task): boolean {
  return task === 'text-classification' || task === 'fill-mask' || task === 'feature-extraction'
}
