import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Shown } from './attempt.ts'
import { AnswerText } from './answer-text.tsx'
import { finishWords } from './chat-words.ts'
import type { Answer } from './conversation.ts'
import type { Looking } from './use-looking.ts'

interface AnswerItemProps {
  answer: Answer | undefined
  /** The model is not given it any more. */
  isLeftOut: boolean
  progress: Shown['progress']['status']
  contextLength: number
  isGreedy: boolean
  /** Of the last one only. */
  looking: Looking | undefined
  /** Of the last one only, and not while it is being written. */
  onAgain: (() => void) | undefined
}

/** What the model said, or the place for it. */
export function AnswerItem(props: AnswerItemProps) {
  const { answer, isLeftOut, progress, contextLength, isGreedy, looking, onAgain } = props
  const isOver = progress === 'rest'
  const finish = answer !== undefined && isOver ? finishWords(answer, contextLength) : undefined
  return (
    <li className="flex flex-col gap-1">
      <h3 className="text-note font-semibold text-muted">Model</h3>
      {answer === undefined && isOver && (
        <p className="text-note text-muted">No answer has begun.</p>
      )}
      {(answer !== undefined || !isOver) && (
        <AnswerText answer={answer} isWriting={!isOver} isLeftOut={isLeftOut} looking={looking} />
      )}
      {finish !== undefined && <p className="text-note text-muted">{finish}</p>}
      {isOver && (
        <div className="flex flex-wrap items-center gap-x-4 text-note">
          {answer !== undefined && <CopyButton text={() => answer.text.trim()}>Copy</CopyButton>}
          {onAgain !== undefined && (
            <Button look="quiet" className="-mx-3.5 text-note" onClick={onAgain}>
              {answer === undefined ? 'Try again' : 'Regenerate'}
            </Button>
          )}
          {looking !== undefined && answer !== undefined && answer.steps.length > 0 && (
            <Button
              look="quiet"
              className="-mx-3.5 text-note"
              aria-expanded={looking.isOpen}
              onClick={looking.toggle}
            >
              How it decided
            </Button>
          )}
          {onAgain !== undefined && answer !== undefined && isGreedy && (
            <span className="text-muted">At temperature 0 it says the same again.</span>
          )}
        </div>
      )}
    </li>
  )
}
