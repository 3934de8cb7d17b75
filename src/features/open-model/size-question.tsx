import { loadSizeWords, type LoadSize } from './load-size.ts'
import { QuestionButtons } from './question-buttons.tsx'

interface SizeQuestionProps {
  host: string
  size: LoadSize
  onYes(): void
}

/** The second question of a link to another site, once it is known how much it would cost. */
export function SizeQuestion({ host, size, onYes }: SizeQuestionProps) {
  return (
    <section
      aria-labelledby="how-much"
      className="mt-6 max-w-prose rounded-2xl border border-line bg-panel p-5 shadow-panel sm:p-6"
    >
      <h2 id="how-much" className="num text-lg font-semibold tracking-tight wrap-anywhere">
        Load {loadSizeWords(size)} from {host}?
      </h2>
      <p className="mt-1 text-pretty text-muted">
        Only what describes the model has come so far. It is kept on this device, where the storage
        allows it, so that it comes once.
      </p>
      <QuestionButtons yes="Load" no="Do not load" onYes={onYes} />
    </section>
  )
}
