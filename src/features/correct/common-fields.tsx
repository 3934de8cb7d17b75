import type { Task } from '../../protocol/manifest.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import type { Draft } from './draft.ts'
import type { FieldName } from './read-draft.ts'

/** What all groups of fields get. */
export interface FieldsProps<Part> {
  draft: Part
  /** @param name as in `Manifest.guessed`, such as "preprocessing.mean" */
  markOf(name: string): string | undefined
  problemOf(name: FieldName): string | undefined
  onChange(part: Partial<Part>): void
}

const tasks: readonly (readonly [Task, string])[] = [
  ['image-classification', 'Image classification'],
  ['object-detection', 'Object detection'],
  ['image-segmentation', 'Image segmentation'],
  ['image-to-image', 'Image to image, depth'],
  ['text-generation', 'Text generation'],
  ['text-classification', 'Text classification'],
  ['fill-mask', 'Fill in masked words'],
  ['feature-extraction', 'Text similarity (feature extraction)'],
  ['tabular-classification', 'Table rows: a class'],
  ['tabular-regression', 'Table rows: a number'],
  ['tensors', 'Raw tensors'],
]

export function CommonFields({ draft, markOf, problemOf, onChange }: FieldsProps<Draft>) {
  const { title, description, task } = draft
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Task" mark={markOf('task')}>
        {(links) => (
          <Select
            {...links}
            value={task}
            options={tasks}
            onChange={(next) => onChange({ task: next })}
          />
        )}
      </Field>
      <Field label="Title" mark={markOf('title')} problem={problemOf('title')}>
        {(links) => (
          <TextField
            {...links}
            value={title}
            isInvalid={problemOf('title') !== undefined}
            onChange={(next) => onChange({ title: next })}
          />
        )}
      </Field>
      <Field label="Description" mark={markOf('description')} className="sm:col-span-2">
        {(links) => (
          <TextArea
            {...links}
            rows={2}
            value={description}
            onChange={(next) => onChange({ description: next })}
          />
        )}
      </Field>
    </div>
  )
}
