import { lazy, Suspense } from 'react'
import { calmStep } from '../../ui/calm-step.ts'
import { choiceAt } from '../../ui/tokens/choice.ts'
import { NextTokenSkeleton } from '../../ui/tokens/next-token-skeleton.tsx'
import type { Answer } from './conversation.ts'
import type { Looking } from './use-looking.ts'

const NextToken = lazy(() =>
  import('../../ui/tokens/next-token.tsx').then((found) => ({ default: found.NextToken })),
)

interface AnswerInspectorProps {
  /** Undefined until it has begun. */
  answer: Answer | undefined
  looking: Looking
  stopTokenIds: readonly number[]
}

/** What else the model might have said. */
export function AnswerInspector({ answer, looking, stopTokenIds }: AnswerInspectorProps) {
  const { steps, next } = answer ?? { steps: [] }
  return (
    <Suspense fallback={<NextTokenSkeleton />}>
      <NextToken
        choice={choiceAt({ tokens: steps, next, latest: calmStep(steps) }, looking.position)}
        position={looking.position}
        count={steps.length}
        firstWritten={0}
        stopTokenIds={stopTokenIds}
        onPosition={looking.set}
        onKeyDown={looking.onKeyDown}
      />
    </Suspense>
  )
}
