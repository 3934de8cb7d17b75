import { useId, type KeyboardEvent } from 'react'
import { EarlierIcon, LaterIcon } from '../icons.tsx'
import { List } from '../list.tsx'
import { formatPercent } from '../format.ts'
import { Skeleton } from '../skeleton.tsx'
import { CandidateRow } from './candidate-row.tsx'
import type { Choice } from './choice.ts'
import { StepButton } from './step-button.tsx'
import { bitsOf, formatBits } from './surprise.ts'
import { wordsOfToken } from './token-words.ts'

interface NextTokenProps {
  choice: Choice | undefined
  /** The token that is looked at; undefined is the end of the text. */
  position: number | undefined
  /** How many tokens there are. */
  count: number
  /** Tokens from here on were written; those before were given. */
  firstWritten: number
  stopTokenIds: readonly number[]
  onPosition(position: number | undefined): void
  onKeyDown(event: KeyboardEvent): void
  /**
   * What goes on from here with another token, by its index among the candidates; undefined where the text cannot.
   * Absent where no text can.
   */
  branchTo?: (index: number) => (() => void) | undefined
}

/** What the model held most probable, at the end of the text or where a token was pressed. */
export function NextToken(props: NextTokenProps) {
  const { choice, position, count, firstWritten, stopTokenIds } = props
  const { onPosition, onKeyDown, branchTo } = props
  const headingId = useId()
  const place = position ?? count
  const goTo = (index: number) => onPosition(index >= count ? undefined : index)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys do what its buttons do
    <section
      aria-labelledby={headingId}
      onKeyDown={onKeyDown}
      className="rounded-xl bg-well px-4 pt-2 pb-4"
    >
      <div className="flex min-h-9 items-center justify-between gap-2">
        <h3 id={headingId} className="text-note font-semibold text-muted">
          Next token
        </h3>
        <div className="-mr-2 flex items-center text-note text-muted">
          <span aria-live="polite" className="num mr-1">
            {position === undefined ? 'at the end' : `${position + 1} of ${count}`}
            <span className="sr-only">{position !== undefined && spokenOf(choice)}</span>
          </span>
          <StepButton
            name="Earlier token"
            isOff={place === 0}
            shortcut="ArrowLeft"
            onPress={() => goTo(place - 1)}
          >
            <EarlierIcon />
          </StepButton>
          <StepButton
            name="Later token"
            isOff={position === undefined}
            shortcut="ArrowRight"
            onPress={() => goTo(place + 1)}
          >
            <LaterIcon />
          </StepButton>
        </div>
      </div>
      <List aria-label="Next token" className="mt-1 grid min-h-21 content-start gap-1.5">
        {choice?.candidates.map((candidate, index) => (
          <CandidateRow
            key={candidate.id}
            candidate={candidate}
            isStop={stopTokenIds.includes(candidate.id)}
            isLeading={choice.taken === undefined ? index === 0 : candidate.id === choice.taken.id}
            isTaken={position !== undefined && candidate.id === choice.taken?.id}
            isInstead={position !== undefined}
            hasBranches={branchTo !== undefined}
            onBranch={branchTo?.(index)}
          />
        )) ?? (
          <li>
            <Skeleton className="h-21" />
          </li>
        )}
      </List>
      <p className="num mt-2 text-note text-pretty text-muted">
        {position === undefined || choice?.taken === undefined ? (
          'Press any token of the text to see what else it might have been.'
        ) : (
          <Taken choice={choice} taken={choice.taken} isGiven={position < firstWritten} />
        )}
      </p>
    </section>
  )
}

function spokenOf(choice: Choice | undefined): string {
  return choice?.taken === undefined ? '' : `, ${wordsOfToken(choice.taken.text).spoken}`
}

interface TakenProps {
  choice: Choice
  taken: NonNullable<Choice['taken']>
  isGiven: boolean
}

/** How probable the token was that stands there; sampling may take one that is not among the three. */
function Taken({
  choice: { candidates },
  taken: { id, text, prob, isChosen },
  isGiven,
}: TakenProps) {
  if (prob === undefined) return 'The first token: with nothing before it, it has no probability.'
  const who = isChosen ? 'Chosen by you' : isGiven ? 'Given' : 'Taken'
  const isAmong = candidates.some((candidate) => candidate.id === id)
  return (
    <>
      {who}: <span className="text-ink">{wordsOfToken(text).shown}</span>
      {isAmong ? '' : ', less probable than these'} · {shareOf(prob)} · {formatBits(bitsOf(prob))}{' '}
      of surprise
    </>
  )
}

/** Where the list's one decimal would say nothing. */
function shareOf(prob: number): string {
  return prob < 0.0005 ? 'under 0.1 %' : formatPercent(prob)
}
