/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */
import { useRef, useState } from 'react'
import type { Shown } from './attempt.ts'
import { AnswerItem } from './answer-item.tsx'
import type { Turn } from './conversation.ts'
import { QuestionItem } from './question-item.tsx'
import type { Looking } from './use-looking.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

interface ChatLogProps {
  shown: Shown
  contextLength: number
  isGreedy: boolean
  looking: Looking
  onEdit(turnId: number, question: string): void
  onAgain(): void
}

interface Editing {
  /** The turn that is being edited. */
  readonly turnId: number | undefined
  /** What was typed in place of turns, by turn: an editor that is closed loses nothing. */
  readonly drafts: Readonly<Record<number, string>>
}

/** All that was said, in order. */
export function ChatLog(props: ChatLogProps) {
  const { shown, contextLength, isGreedy, looking, onEdit, onAgain } = props
  const { conversation, progress } = shown
  const { turns, leftOut } = conversation
  const log = useRef<HTMLDivElement>(null)
  // What the person has just said is theirs to see.
  const onScroll = useStickToEnd(log, turns.at(-1)?.id)
  const [editing, setEditing] = useState<Editing>({ turnId: undefined, drafts: {} })
  const isAtRest = progress.status === 'rest'

  function sendEdit({ id, question }: Turn) {
    const draft = editing.drafts[id] ?? question
    if (draft.trim() === '') return
    onEdit(id, draft)
  }

  return (
    <div
      ref={log}
      onScroll={onScroll}
      role="log"
      aria-label="Conversation"
      // Begin and end of an answer are announced, not every token.
      aria-live="off"
      tabIndex={0}
      // What is only for screen readers is placed somewhere, and must not make the page longer: hence `relative`.
      className="relative -mx-4 h-[clamp(14rem,50dvh,40rem)] overflow-y-auto overscroll-contain px-4 sm:-mx-6 sm:px-6"
    >
      {turns.length === 0 ? (
        <p className="max-w-prose text-prose text-pretty text-muted">
          What you and the model say stands here, and nowhere else: nothing is sent.
        </p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-redundant-roles -- Safari forgets it with the numbers
        <ol role="list" className="flex flex-col gap-5 pb-1">
          {turns.map((turn, index) => {
            const isLast = index === turns.length - 1
            return [
              <QuestionItem
                key={`${turn.id}-question`}
                question={turn.question}
                isLeftOut={index < leftOut}
                draft={
                  isAtRest && editing.turnId === turn.id
                    ? (editing.drafts[turn.id] ?? turn.question)
                    : undefined
                }
                canEdit={isAtRest}
                onOpen={() => setEditing({ ...editing, turnId: turn.id })}
                onDraft={(draft) =>
                  setEditing({ ...editing, drafts: { ...editing.drafts, [turn.id]: draft } })
                }
                onCancel={() => setEditing({ ...editing, turnId: undefined })}
                onSend={() => sendEdit(turn)}
              />,
              (turn.answer !== undefined || isLast) && (
                <AnswerItem
                  key={`${turn.id}-answer`}
                  answer={turn.answer}
                  isLeftOut={index < leftOut}
                  progress={isLast ? progress.status : 'rest'}
                  contextLength={contextLength}
                  isGreedy={isGreedy}
                  looking={isLast ? looking : undefined}
                  onAgain={isLast && isAtRest ? onAgain : undefined}
                />
              ),
            ]
          })}
        </ol>
      )}
    </div>
  )
}
