import { useState } from 'react'
import { parseLabels } from '../../core/formats/label-file.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { TextArea } from '../../ui/text-field.tsx'
import { linesOf } from './lines-of.ts'

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
    const labels = file.size > maxBytes ? undefined : labelsIn(await file.text(), file.name)
    setProblem(
      labels === undefined
        ? 'That file holds no names: it takes one a line, a JSON list or id2label, or a table.'
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
          accept=".txt,.names,.json,.csv,.yaml,.yml,.pbtxt,text/plain,application/json"
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

/** A model that was picked by mistake is no text. */
function labelsIn(text: string, name: string): readonly string[] | undefined {
  return text.includes('\0') ? undefined : parseLabels(text, name)
}
