import { useId, type ReactNode } from 'react'

/** What a control inside a field has to carry, so that its label, hint and problem are read with it. */
export interface FieldLinks {
  readonly id: string
  readonly 'aria-describedby': string | undefined
}

interface FieldProps {
  label: string
  /** A word beside the label, such as "guessed". */
  mark?: string | undefined
  hint?: ReactNode
  /** What is wrong with what stands in it, as a sentence. */
  problem?: string | undefined
  className?: string
  children: (links: FieldLinks) => ReactNode
}

/** A control under its label, with what there is to say about it below. */
export function Field({ label, mark, hint, problem, className = '', children }: FieldProps) {
  const id = useId()
  const said = [
    mark !== undefined && `${id}-mark`,
    hint !== undefined && `${id}-hint`,
    problem !== undefined && `${id}-problem`,
  ].filter((name) => name !== false)
  return (
    <div className={`flex min-w-0 flex-col gap-1 text-note ${className}`}>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <label htmlFor={id} className="font-medium text-ink">
          {label}
        </label>
        {mark !== undefined && (
          <span
            id={`${id}-mark`}
            className="rounded-full border border-fair px-1.5 text-[0.6875rem] text-ink"
          >
            {mark}
          </span>
        )}
      </div>
      {children({ id, 'aria-describedby': said.length === 0 ? undefined : said.join(' ') })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-pretty text-muted">
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="text-pretty text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}
