import { lazy, Suspense, useState } from 'react'
import type { Described } from '../../protocol/source.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

interface CorrectExportProps {
  described: Described
  /** What has been corrected so far; laid over what the export says of itself. */
  corrections: VitrineJson
  onCorrect(next: VitrineJson): void
}

const Form = lazy(() =>
  import('./correction-form.tsx').then(({ CorrectionForm }) => ({ default: CorrectionForm })),
)

/** Everything that was found out or guessed about an export, to be put right by somebody who knows better. */
export function CorrectExport(props: CorrectExportProps) {
  const [wasOpened, setWasOpened] = useState(false)
  return (
    <Disclosure
      title="Correct what was detected"
      aside={asideOf(props)}
      onToggle={(isOpen) => setWasOpened((was) => was || isOpen)}
    >
      {/* Once opened it stays, so that closing it loses nothing that was typed. */}
      {wasOpened && (
        <Suspense fallback={<Skeleton className="mb-4 h-64" />}>
          <Form {...props} />
        </Suspense>
      )}
    </Disclosure>
  )
}

function asideOf({ described, corrections }: CorrectExportProps): string | undefined {
  if (Object.keys(corrections).length > 0) return 'corrected'
  const count = described.manifest.guessed?.length ?? 0
  if (count === 0) return undefined
  return count === 1 ? '1 guess' : `${count} guesses`
}
