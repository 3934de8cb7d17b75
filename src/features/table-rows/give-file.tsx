import { useId, useState } from 'react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { pastedFile } from './use-pasted-table.ts'

interface GiveFileProps {
  onFile(file: File): void
}

/** Two ways to give rows; the third is to drop a file, the fourth to paste anywhere. */
export function GiveFile({ onFile }: GiveFileProps) {
  const id = useId()
  const [mayPaste, setMayPaste] = useState(false)
  return (
    <div className="grid gap-2">
      <p className="max-w-prose text-pretty text-muted">
        Give a table with a row for each thing the model is to judge: CSV, TSV or JSON lines, up to
        50 MB. It is read here, on this device, and goes nowhere.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <span id={id} className="font-medium">
          CSV file
        </span>
        <label
          className={`${buttonClass('primary')} relative outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2`}
        >
          Choose a file
          <input
            type="file"
            aria-labelledby={id}
            accept=".csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,text/csv,text/tab-separated-values,text/plain"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0]
              if (file !== undefined) onFile(file)
              // Else the same one could not be chosen a second time.
              currentTarget.value = ''
            }}
            className="absolute inset-0 size-full cursor-pointer text-[0] opacity-0"
          />
        </label>
        <p className="text-note text-muted pointer-coarse:hidden">
          or drop one anywhere on the page
        </p>
      </div>
      <Disclosure title="Paste rows" onToggle={(isOpen) => isOpen && setMayPaste(true)}>
        {/* Made when it is wanted: what fades in a closed fold never ends. */}
        {mayPaste && <PasteRows onFile={onFile} />}
      </Disclosure>
    </div>
  )
}

function PasteRows({ onFile }: GiveFileProps) {
  const [text, setText] = useState('')
  return (
    <div className="grid gap-2 pb-2">
      <Field
        label="Rows"
        hint="With the names of the columns in the first line. Cells that a spreadsheet copies can also be pasted anywhere on the page."
      >
        {(links) => (
          <TextArea {...links} rows={5} spellCheck={false} value={text} onChange={setText} />
        )}
      </Field>
      <Button
        className="justify-self-start"
        disabled={text.trim() === ''}
        onClick={() => onFile(pastedFile(text))}
      >
        Use these rows
      </Button>
    </div>
  )
}
