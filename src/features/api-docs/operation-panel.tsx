import { useState } from 'react'
import type { Manifest } from '../../protocol/manifest.ts'
import type { Operation } from './open-api.ts'
import { OperationForm } from './operation-form.tsx'

interface OperationPanelProps {
  operation: Operation
  model: Manifest | undefined
}

/** One route, folded away until somebody wants it. */
export function OperationPanel({ operation, model }: OperationPanelProps) {
  const { method, path, summary } = operation
  const [wasOpen, setWasOpen] = useState(false)
  return (
    <details
      className="group rounded-2xl border border-line bg-panel shadow-panel"
      onToggle={({ currentTarget }) => setWasOpen((was) => was || currentTarget.open)}
    >
      <summary className="flex min-h-14 cursor-pointer flex-wrap items-baseline gap-x-4 rounded-2xl px-4 py-4 marker:content-none sm:px-6">
        <span className="font-mono text-note font-semibold wrap-anywhere">
          <span className="text-accent">{method}</span> ./api/{path}
        </span>
        <span className="text-note text-muted">{summary}</span>
      </summary>
      <div className="px-4 pb-5 sm:px-6">
        {wasOpen && <OperationForm operation={operation} model={model} />}
      </div>
    </details>
  )
}
