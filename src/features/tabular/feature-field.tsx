import { memo, useId } from 'react'
import type { Feature } from '../../protocol/table-manifests.ts'
import { sentence } from './problem.ts'
import { meantBy } from './row.ts'
import { ValueInput } from './value-input.tsx'
import { aboutWords, outsideWords } from './words.ts'

interface FeatureFieldProps {
  feature: Feature
  value: unknown
  /** What is wrong with it, where that is to be said. */
  problem: string | undefined
  isOptional: boolean
  saysOptional: boolean
  onChange(name: string, value: unknown): void
}

/** One feature: its name is the label, as rows and files have it, with what it means beside it. */
export const FeatureField = memo(function FeatureField(props: FeatureFieldProps) {
  const { feature, value, problem, isOptional, saysOptional, onChange } = props
  const id = useId()
  const about = aboutWords(feature, isOptional && saysOptional)
  const outside = outsideWords(meantBy(value, feature), feature)
  const described = [
    about !== '' && `${id}-about`,
    problem !== undefined ? `${id}-problem` : outside !== undefined && `${id}-outside`,
  ].filter((one) => one !== false)
  const input = (
    <ValueInput
      id={id}
      aria-describedby={described.length === 0 ? undefined : described.join(' ')}
      feature={feature}
      value={value}
      isInvalid={problem !== undefined}
      isOptional={isOptional}
      onChange={(next) => onChange(feature.name, next)}
    />
  )
  const isBox = feature.kind === 'boolean' && !isOptional
  return (
    <div className="grid min-w-0 content-start gap-1">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2">
        {isBox && input}
        <label htmlFor={id} className="font-medium wrap-anywhere">
          {feature.name}
        </label>
        {about !== '' && (
          <span id={`${id}-about`} className="num text-note wrap-anywhere text-muted">
            {about}
          </span>
        )}
      </div>
      {!isBox && input}
      {problem !== undefined ? (
        <p id={`${id}-problem`} className="text-note wrap-anywhere text-danger">
          {sentence(problem)}.
        </p>
      ) : (
        outside !== undefined && (
          <p id={`${id}-outside`} className="num text-note text-muted">
            {outside}
          </p>
        )
      )}
    </div>
  )
})
