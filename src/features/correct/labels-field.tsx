import { useState } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { TextArea } from '../../ui/text-field.tsx'
import { labelsOfFile } from './labels-of-file.ts'
import { linesOf } from './read-draft.ts'

interface LabelsFieldProps {
  value: string
  mark: string | undefined
  onChange(value: string): void
}

/** No file of names comes near this; a model picked by mistake is far beyond. */
const maxBytes = 5_000_000

export function LabelsField({ value, mark, onChange }: LabelsFieldProps) {
  const [problem, setProblem] = useState<string>()
  const count = linesOf(value).length

  async function take(file: File | undefined) {
    if (file === undefined) return
    const labels = file.size > maxBytes ? undefined : labelsOfFile(await file.text())
    setProblem(
      labels === undefined
        ? 'That file holds no names: it takes one a line, or a JSON list or id2label.'
        : undefined,
    )
    if (labels !== undefined) onChange(labels.join('\n'))
  }

  return (
    <div className="grid gap-2">
      <Field
        label="Labels"
        mark={mark}
        problem={problem}
        hint={
          count === 0
            ? 'One a line, in the order of the outputs. Without them the classes are numbered.'
            : `${plural(count, 'name')}, one a line, in the order of the outputs.`
        }
      >
        {(links) => (
          <TextArea
            {...links}
            rows={5}
            value={value}
            spellCheck={false}
            onChange={(next) => {
              setProblem(undefined)
              onChange(next)
            }}
          />
        )}
      </Field>
      <label
        className={`${buttonClass('plain')} justify-self-start outline-accent has-focus-visible:outline-2`}
      >
        Labels from a file
        <input
          type="file"
          accept=".txt,.json,.csv,text/plain,application/json"
          className="sr-only"
          onChange={(event) => {
            void take(event.target.files?.[0])
            // The same file may be chosen again, after it was mended.
            event.target.value = ''
          }}
        />
      </label>
    </div>
  )
}
