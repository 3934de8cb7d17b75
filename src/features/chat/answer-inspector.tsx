import { calmStep } from '../../ui/calm-step.ts'
import { choiceAt } from '../../ui/tokens/choice.ts'
import { NextToken } from '../../ui/tokens/next-token.tsx'
import type { Answer } from './conversation.ts'
import type { Looking } from './use-looking.ts'

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
    <NextToken
      choice={choiceAt({ tokens: steps, next, latest: calmStep(steps) }, looking.position)}
      position={looking.position}
      count={steps.length}
      firstWritten={0}
      stopTokenIds={stopTokenIds}
      onPosition={looking.set}
      onKeyDown={looking.onKeyDown}
    />
  )
}
