import type { ComponentProps } from 'react'

interface Chosen<Value extends string> {
  value: Value
  options: readonly (readonly [value: Value, words: string])[]
  onChange(value: Value): void
}

type SelectProps<Value extends string> = Omit<
  ComponentProps<'select'>,
  keyof Chosen<Value> | 'className' | 'children'
> &
  Chosen<Value>

/** One of a few. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  ...props
}: SelectProps<Value>) {
  return (
    <select
      {...props}
      value={value}
      onChange={(event) => {
        const chosen = options.find(([option]) => option === event.target.value)
        if (chosen !== undefined) onChange(chosen[0])
      }}
      className="min-h-9 w-full min-w-0 cursor-pointer rounded-lg border border-edge bg-panel px-2 text-note text-ink pointer-coarse:min-h-11"
    >
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  )
}
