import type { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import type { FeatureExtraction } from '../../protocol/tasks.ts'
import { Alert } from '../../ui/alert.tsx'
import { AnswerPanel } from '../../ui/answer-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { durationWords } from '../../ui/text-run-words.ts'
import { Similarity } from './similarity.tsx'
import { announcement, embeddingsJson, readWords } from './words.ts'

interface OutputPanelProps {
  result: FeatureExtraction | undefined
  isRunning: boolean
  /** One of the texts has changed since. */
  isOutdated: boolean
  error: VitrineError | undefined
}

export function OutputPanel({ result, isRunning, isOutdated, error }: OutputPanelProps) {
  return (
    <AnswerPanel
      speed={result === undefined ? 'Not run yet' : durationWords(result.timing)}
      json={result && (() => embeddingsJson(result))}
      isRunning={isRunning}
      isOutdated={isOutdated}
      notes={result && readWords(result)}
      message={isRunning ? 'Comparing the texts.' : announcement(result)}
      alert={error && <Alert {...describeError(error)} detail={error.detail} />}
    >
      {result?.similarity !== undefined ? (
        <Similarity value={result.similarity} isOutdated={isOutdated} />
      ) : isRunning ? (
        <div className="grid gap-6 pt-2">
          <Skeleton className="h-9 w-32" />
          <Skeleton className="h-5" />
        </div>
      ) : (
        <p className="text-pretty text-muted">
          Press Compare: here stands how alike the model finds the two texts, as one number.
        </p>
      )}
    </AnswerPanel>
  )
}
