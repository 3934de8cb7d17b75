import type { ComponentProps } from 'react'

interface NumberFieldProps extends Omit<
  ComponentProps<'input'>,
  'type' | 'value' | 'onChange' | 'aria-invalid'
> {
  /** What stands in the field, which need not be a number yet. */
  value: string
  isInvalid: boolean
  onChange(raw: string): void
}

/** A number that is typed. What it means, and whether it will do, is for its owner to say. */
export function NumberField({
  value,
  isInvalid,
  onChange,
  className = '',
  ...props
}: NumberFieldProps) {
  return (
    <input
      {...props}
      type="number"
      value={value}
      aria-invalid={isInvalid}
      onChange={(event) => onChange(event.target.value)}
      className={`num min-h-9 rounded-lg border bg-transparent px-2 text-right pointer-coarse:min-h-11 ${
        isInvalid ? 'border-danger' : 'border-edge'
      } ${className}`}
    />
  )
}
