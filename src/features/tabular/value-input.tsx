import type { Feature } from '../../protocol/table-manifests.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { NumberInput } from './number-input.tsx'
import { meantBy } from './row.ts'

export interface InputProps {
  id: string
  'aria-describedby': string | undefined
  feature: Feature
  /** Whatever stands there, which need not be of the right kind. */
  value: unknown
  isInvalid: boolean
  isOptional: boolean
  onChange(value: unknown): void
}

/** The control that suits the kind of a feature. */
export function ValueInput(props: InputProps) {
  const { feature, value, isInvalid, isOptional, onChange, ...links } = props
  const meant = meantBy(value, feature)
  const chosen = {
    ...links,
    'aria-invalid': isInvalid,
    value: meant === undefined ? '' : String(meant),
    onChange,
  }
  const nothing = ['', isOptional ? 'empty' : 'Choose…'] as const
  switch (feature.kind) {
    case 'number':
    case 'integer':
      return <NumberInput {...props} />
    case 'boolean':
      if (isOptional) {
        return <Select {...chosen} options={[nothing, ['true', 'yes'], ['false', 'no']]} />
      }
      return (
        <input
          {...links}
          type="checkbox"
          aria-invalid={isInvalid}
          checked={meant === true}
          onChange={(event) => onChange(event.target.checked)}
          className="size-5 cursor-pointer accent-accent pointer-coarse:size-7"
        />
      )
    case 'choice': {
      const choices = (feature.choices ?? []).map((choice) => [`${choice}`, `${choice}`] as const)
      const isOpen = isOptional || meant === undefined
      return <Select {...chosen} options={isOpen ? [nothing, ...choices] : choices} />
    }
    case 'text':
      return (
        <TextField
          {...links}
          value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
          isInvalid={isInvalid}
          placeholder={isOptional ? 'empty' : 'Type a text'}
          onChange={onChange}
        />
      )
    default:
      return feature.kind satisfies never
  }
}
