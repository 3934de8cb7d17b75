import { Field } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { FieldsProps } from './common-fields.tsx'
import type { TextDraft } from './draft.ts'

const fields: readonly (readonly [name: keyof TextDraft, label: string, step: string])[] = [
  ['contextLength', 'Context length', '1'],
  ['maxNewTokens', 'Default max new tokens', '1'],
  ['temperature', 'Default temperature', '0.05'],
  ['topK', 'Default top-k', '1'],
  ['topP', 'Default top-p', '0.01'],
  ['repetitionPenalty', 'Default repetition penalty', '0.05'],
  ['seed', 'Default seed', '1'],
]

/** How much a model attends to, and where the settings of its demo stand at first. */
export function TextFields({ draft, markOf, problemOf, onChange }: FieldsProps<TextDraft>) {
  return (
    <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4">
      {fields.map(([name, label, step]) => {
        const problem = problemOf(name)
        return (
          <Field
            key={name}
            label={label}
            mark={markOf(name === 'contextLength' ? name : `generation.${name}`)}
            problem={problem}
          >
            {(links) => (
              <NumberField
                {...links}
                className="text-ink"
                step={step}
                value={draft[name]}
                isInvalid={problem !== undefined}
                onChange={(raw) => onChange({ [name]: raw })}
              />
            )}
          </Field>
        )
      })}
    </div>
  )
}
