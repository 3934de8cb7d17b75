import { useState } from 'react'
import type { Task } from '../../protocol/manifest.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/format.ts'
import { List } from '../../ui/list.tsx'
import type { FieldsProps } from './common-fields.tsx'
import { ListField } from './entry-fields.tsx'
import { FeatureFields } from './feature-fields.tsx'
import { LabelsField } from './labels-field.tsx'
import { newFeature, type FeatureDraft, type TableDraft } from './table-draft.ts'

export function takesTables(task: Task): boolean {
  return task === 'tabular-classification' || task === 'tabular-regression'
}

/** The rest is a press away. */
const shownAtOnce = 12

interface TableFieldsProps extends FieldsProps<TableDraft> {
  task: Task
}

/** The columns of a table, and what its classes are called. */
export function TableFields({ task, draft, markOf, problemOf, onChange }: TableFieldsProps) {
  const { features } = draft
  const [isWhole, setIsWhole] = useState(false)
  const hidden = isWhole ? [] : features.slice(shownAtOnce)
  // A field that will not do is never one that cannot be seen.
  const isOpen = hidden.length === 0 || hidden.some(({ id }) => problemOf(`features.${id}.name`))
  const change = (next: readonly FeatureDraft[]) => onChange({ features: next })
  return (
    <>
      <section aria-labelledby="corrected-features" className="grid gap-3">
        <h3
          id="corrected-features"
          className="flex items-baseline gap-2 text-note font-medium text-ink"
        >
          Features
          {markOf('features') !== undefined && (
            <span className="rounded-full border border-fair px-1.5 text-[0.6875rem]">
              {markOf('features')}
            </span>
          )}
        </h3>
        <p className="text-note text-pretty text-muted">
          {features.length === 0
            ? 'None yet: as many as the graph takes.'
            : 'In the order in which the model takes them.'}
        </p>
        <List className="grid gap-4">
          {(isOpen ? features : features.slice(0, shownAtOnce)).map((feature, index) => (
            <li key={feature.id}>
              <FeatureFields
                number={index + 1}
                draft={feature}
                problemOf={problemOf}
                onChange={(part) =>
                  change(features.map((one) => (one === feature ? { ...one, ...part } : one)))
                }
                onRemove={() => change(features.filter((one) => one !== feature))}
              />
            </li>
          ))}
        </List>
        <div className="flex flex-wrap gap-2">
          {!isOpen && (
            <Button onClick={() => setIsWhole(true)}>
              Show {plural(hidden.length, 'more feature')}
            </Button>
          )}
          <Button
            onClick={() => {
              setIsWhole(true)
              change([...features, newFeature(draft)])
            }}
          >
            Add a feature
          </Button>
        </div>
      </section>
      {task === 'tabular-classification' && (
        <LabelsField
          value={draft.labels}
          mark={markOf('labels')}
          onChange={(labels) => onChange({ labels })}
        />
      )}
      <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4">
        <ListField
          label="Model version"
          value={draft.modelVersion}
          mark={undefined}
          problem={undefined}
          onChange={(modelVersion) => onChange({ modelVersion })}
        />
      </div>
    </>
  )
}
