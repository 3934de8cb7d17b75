import type { ComponentProps } from 'react'

const shape = 'w-full min-w-0 rounded-lg border bg-transparent px-3 text-note text-ink'
const edge = (isInvalid: boolean) => (isInvalid ? 'border-danger' : 'border-edge')

interface Typed {
  value: string
  isInvalid?: boolean
  onChange(value: string): void
}

type TextFieldProps = Omit<ComponentProps<'input'>, keyof Typed | 'type' | 'className'> & Typed

/** One line of text. */
export function TextField({ isInvalid = false, onChange, ...props }: TextFieldProps) {
  return (
    <input
      {...props}
      type="text"
      aria-invalid={isInvalid}
      onChange={(event) => onChange(event.target.value)}
      className={`min-h-9 pointer-coarse:min-h-11 ${shape} ${edge(isInvalid)}`}
    />
  )
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, keyof Typed | 'className'> & Typed

/** Several lines of text. */
export function TextArea({ isInvalid = false, onChange, ...props }: TextAreaProps) {
  return (
    <textarea
      {...props}
      aria-invalid={isInvalid}
      onChange={(event) => onChange(event.target.value)}
      className={`min-h-20 resize-y py-2 ${shape} ${edge(isInvalid)}`}
    />
  )
}
