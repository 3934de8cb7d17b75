import { ChoiceField } from './entry-fields.tsx'

interface OutputFieldProps {
  label: string
  value: string
  mark: string | undefined
  /** The graph's own; empty until it has been read. */
  names: readonly string[]
  onChange(value: string): void
}

/** One of the model's outputs, or whichever looks most like it. */
export function OutputField({ value, names, ...field }: OutputFieldProps) {
  const all = value === '' || names.includes(value) ? names : [value, ...names]
  const options = [['', 'As the graph looks'], ...all.map((name) => [name, name] as const)] as const
  return <ChoiceField {...field} value={value} options={options} />
}
