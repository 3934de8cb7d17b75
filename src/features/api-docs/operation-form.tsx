import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { BodyFields } from './body-fields.tsx'
import { modelExample, pictureUrl } from './model-example.ts'
import type { Operation } from './open-api.ts'
import { Snippets } from './snippets-panel.tsx'
import { TrialPanel } from './trial-panel.tsx'
import { useTry } from './use-try.ts'

interface OperationFormProps {
  operation: Operation
  model: Manifest | undefined
}

/** The example of the model that is open, among those of the API. */
const ofModel = 'of the open model'

/** What a route takes, to be changed and sent, and what came of it. */
export function OperationForm({ operation, model }: OperationFormProps) {
  const { method, path, description, parts, bodies, answers } = operation
  const [chosen, setChosen] = useState<string>()
  const [typed, setTyped] = useState<string>()
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({})
  const { trial, call, stop } = useTry()

  const examples = useExamples(operation, model)
  const example = examples.find(({ name }) => name === chosen) ?? examples[0]
  const hasBody = bodies.length > 0
  const text = typed ?? (example === undefined ? '' : JSON.stringify(example.value, null, 2))
  const body = hasBody ? text : undefined
  const valueOf = (part: string) => filled[part] ?? (part === 'id' ? (model?.id ?? '') : '')
  const address = parts.reduce(
    (all, part) => all.replace(`{${part}}`, encodeURIComponent(valueOf(part))),
    path,
  )
  const takesPicture = bodies.some(({ fields }) => fields.some(({ name }) => name === 'image'))
  const isRunning = trial.status === 'calling' || trial.status === 'answering'

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        call({ method, url: new URL(`./api/${address}`, document.baseURI).href, body })
      }}
    >
      {description !== undefined && (
        <p className="max-w-prose text-note text-pretty text-muted">{description}</p>
      )}
      {parts.map((part) => (
        <Field key={part} label={part}>
          {(links) => (
            <TextField
              {...links}
              value={valueOf(part)}
              onChange={(value) => setFilled({ ...filled, [part]: value })}
            />
          )}
        </Field>
      ))}
      {hasBody && (
        <>
          {examples.length > 1 && (
            <Field label="Example" className="max-w-96">
              {(links) => (
                <Select
                  {...links}
                  value={example?.name ?? ''}
                  options={examples.map(({ name }) => [name, name] as const)}
                  onChange={(name) => {
                    setChosen(name)
                    setTyped(undefined)
                  }}
                />
              )}
            </Field>
          )}
          <Field label="Body">
            {(links) => (
              <TextArea
                {...links}
                rows={8}
                spellCheck={false}
                autoCapitalize="off"
                value={text}
                onChange={setTyped}
              />
            )}
          </Field>
          <BodyFields bodies={bodies} />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit">
          Try it
        </Button>
        {isRunning && <Button onClick={stop}>Stop</Button>}
        {takesPicture && <PictureButton onPicture={setTyped} />}
      </div>
      <TrialPanel trial={trial} answers={answers} />
      <Snippets method={method} path={address} body={body} />
    </form>
  )
}

function useExamples({ path, examples }: Operation, model: Manifest | undefined) {
  const { data } = useQuery({
    queryKey: ['api-example', model?.id, path],
    queryFn: async () => (model && (await modelExample(model, path))) ?? null,
    staleTime: Infinity,
  })
  return data === undefined || data === null
    ? examples
    : [{ name: ofModel, value: data }, ...examples]
}

/** Base64 is nothing that a person can type. */
function PictureButton({ onPicture }: { onPicture(body: string): void }) {
  return (
    <label
      className={`${buttonClass('plain')} relative outline-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2`}
    >
      Put a picture into it
      <input
        type="file"
        accept="image/*"
        className="sr-only"
        onChange={({ target }) => {
          const file = target.files?.[0]
          // The same file can be given again.
          target.value = ''
          if (file === undefined) return
          void pictureUrl(file).then((image) => onPicture(JSON.stringify({ image }, null, 2)))
        }}
      />
    </label>
  )
}
