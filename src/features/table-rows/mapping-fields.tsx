import { useState } from 'react'
import type { Feature } from '../../protocol/table-manifests.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { ColumnSelect } from './column-select.tsx'
import type { TableManifest } from './manifest.ts'
import { mapFeature, mapTruth, mayMiss, type Plan } from './plan.ts'

interface MappingFieldsProps {
  plan: Plan
  manifest: TableManifest
  onChange(plan: Plan): void
}

/** Of hundreds of features the ones to begin with; those without a column come first. */
const shownFirst = 24

/** Which column each feature is read from, and which one says what is true. */
export function MappingFields({ plan, manifest, onChange }: MappingFieldsProps) {
  const { features } = manifest
  const { columns, truth } = plan.reading
  const [most, setMost] = useState(shownFirst)
  // Fixed when the file comes: a field must not jump away under the hand that changes it.
  const [order] = useState(() => {
    const places = [...features.keys()]
    const isOpen = (place: number) => columns[place] == null
    if (places.length <= shownFirst) return places
    return [...places.filter(isOpen), ...places.filter((place) => !isOpen(place))]
  })
  const more = order.length - most
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {order.slice(0, most).map((place) => (
          <FeatureColumn
            key={place}
            feature={features[place]!}
            column={columns[place] ?? null}
            header={plan.header}
            isOptional={mayMiss(features[place]!.name, manifest)}
            onChange={(column) => onChange(mapFeature(plan, place, column))}
          />
        ))}
      </div>
      {more > 0 && (
        <Button className="justify-self-start" onClick={() => setMost(most + 48)}>
          Show {plural(Math.min(more, 48), 'more feature')} of {more}
        </Button>
      )}
      <div className="border-t border-line" />
      <Field
        label="True answer"
        hint="Where the file has it, the page also says how often the model is right."
        className="sm:max-w-sm"
      >
        {(links) => (
          <ColumnSelect
            {...links}
            header={plan.header}
            column={truth ?? null}
            none="Not in the file"
            onChange={(column) => onChange(mapTruth(plan, column ?? undefined))}
          />
        )}
      </Field>
    </div>
  )
}

interface FeatureColumnProps {
  feature: Feature
  column: number | null
  header: readonly string[]
  isOptional: boolean
  onChange(column: number | null): void
}

function FeatureColumn({ feature, column, header, isOptional, onChange }: FeatureColumnProps) {
  const { name, title = name, unit } = feature
  const isOpen = column === null
  return (
    <Field
      label={unit === undefined ? title : `${title} (${unit})`}
      hint={isOpen && isOptional ? 'The model knows what to do without it.' : undefined}
      problem={isOpen && !isOptional ? 'Not in the file: choose its column.' : undefined}
    >
      {(links) => (
        <ColumnSelect
          {...links}
          header={header}
          column={column}
          none="Not in the file"
          onChange={onChange}
        />
      )}
    </Field>
  )
}
