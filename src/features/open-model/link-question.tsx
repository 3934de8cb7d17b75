import { PageHeading } from '../../ui/page-heading.tsx'
import { QuestionButtons } from './question-buttons.tsx'

interface LinkQuestionProps {
  url: string
  host: string
  onYes(): void
}

/** Stands before anything is asked of another site: whoever wrote the link may not be whoever follows it. */
export function LinkQuestion({ url, host, onYes }: LinkQuestionProps) {
  return (
    <div className="max-w-prose">
      <PageHeading>Open a model from {host}?</PageHeading>
      <p className="mt-3 text-pretty text-muted">This link names a model on another site:</p>
      <p className="mt-3 rounded-xl border border-line bg-panel px-4 py-3 font-mono text-note break-all">
        {url}
      </p>
      <ul className="mt-5 grid list-disc gap-2 pl-5 text-pretty text-muted">
        <li>
          <b className="font-medium text-ink">{host}</b> will see your network address and which
          files are fetched, as every site does. What you type or show stays on this device.
        </li>
        <li>
          Nobody here has checked the model. It can compute, but it cannot reach your files or the
          network; what it answers is its author’s responsibility.
        </li>
      </ul>
      <QuestionButtons yes="Open" no="Do not open" onYes={onYes} />
    </div>
  )
}
