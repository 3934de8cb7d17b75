import type { ReactNode } from 'react'

interface AlertProps {
  /** What happened, as one sentence or a heading. */
  title: string
  reason?: string | undefined
  /** What the person can do now. */
  remedy: string
  /** The raw text of the original error, folded away. */
  detail?: string | undefined
  /** Buttons that carry out the remedy. */
  children?: ReactNode
}

export function Alert({ title, reason, remedy, detail, children }: AlertProps) {
  return (
    <div
      role="alert"
      className="rounded-xl border border-danger-line bg-danger-soft px-4 py-3 text-danger"
    >
      <p className="font-semibold wrap-anywhere">{title}</p>
      <p className="wrap-anywhere">
        {reason !== undefined && `${reason} `}
        {remedy}
      </p>
      {detail !== undefined && (
        <details className="mt-1 text-note">
          <summary className="inline-block cursor-pointer py-1 underline underline-offset-2">
            Details
          </summary>
          <pre className="max-h-40 overflow-auto py-1 font-mono whitespace-pre-wrap wrap-anywhere">
            {detail}
          </pre>
        </details>
      )}
      {children !== undefined && <div className="mt-3">{children}</div>}
    </div>
  )
}
