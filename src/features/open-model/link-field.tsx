import { useRef, useState } from 'react'
import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import { parseModelLink } from '../../links/model-link.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Where a model's address is pasted. Nothing is asked of any site here. */
export function LinkField({ onLink }: { onLink(text: string): void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<VitrineError>()
  const form = useRef<HTMLFormElement>(null)

  function submit() {
    if (text.trim() === '') {
      form.current?.querySelector('input')?.focus()
      return
    }
    const link = parseModelLink(text, document.baseURI)
    setError(link.kind === 'refused' ? link.error : undefined)
    if (link.kind !== 'refused') onLink(text.trim())
  }

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="grid gap-3"
    >
      <Field
        label="Link or Hugging Face id"
        hint="A folder with an export, an .onnx file, or a page of Hugging Face or GitHub."
      >
        {(links) => (
          <div className="flex flex-wrap gap-2">
            <div className="min-w-40 flex-1">
              <TextField
                {...links}
                value={text}
                isInvalid={error !== undefined}
                onChange={setText}
                inputMode="url"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder="https://… or owner/name"
              />
            </div>
            <Button type="submit" look="primary" className="text-body">
              Open
            </Button>
          </div>
        )}
      </Field>
      {error !== undefined && <Alert {...describeError(error)} />}
    </form>
  )
}
