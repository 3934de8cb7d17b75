import { Button, buttonClass } from '../../ui/button.tsx'
import { loadSizeWords, type LoadSize } from './load-size.ts'

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
      <div className="mt-5 flex flex-wrap gap-2">
        <Button look="primary" onClick={onYes}>
          Load
        </Button>
        <a href="./" className={buttonClass('plain')}>
          Do not load
        </a>
      </div>
    </section>
  )
}
