import { EarlierIcon, LaterIcon } from '../../ui/icons.tsx'
import { List } from '../../ui/list.tsx'
import { formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Choice } from './exhibit.ts'
import { StepButton } from './step-button.tsx'
import { tokenWords, type TokenWords } from './token-words.ts'

interface NextTokenProps {
  choice: Choice | undefined
  /** The token that is looked at; undefined is the end of the text. */
  position: number | undefined
  /** How many tokens there are. */
  count: number
  stopTokenIds: readonly number[]
  onPosition(position: number | undefined): void
}

/** What the model held most probable, at the end of the text or where a token was pressed. */
export function NextToken({ choice, position, count, stopTokenIds, onPosition }: NextTokenProps) {
  const place = position ?? count
  const goTo = (index: number) => onPosition(index >= count ? undefined : index)
  return (
    <div className="rounded-xl bg-well px-4 pt-2 pb-4">
      <div className="flex min-h-9 items-center justify-between gap-2">
        <h3 className="text-note font-semibold text-muted">Next token</h3>
        <div className="-mr-2 flex items-center text-note text-muted">
          <span aria-live="polite" className="num mr-1">
            {position === undefined ? 'at the end' : `${position + 1} of ${count}`}
            <span className="sr-only">{position !== undefined && spokenOf(choice)}</span>
          </span>
          <StepButton name="Earlier token" isOff={place === 0} onPress={() => goTo(place - 1)}>
            <EarlierIcon />
          </StepButton>
          <StepButton
            name="Later token"
            isOff={position === undefined}
            onPress={() => goTo(place + 1)}
          >
            <LaterIcon />
          </StepButton>
        </div>
      </div>
      <List aria-label="Next token" className="mt-1 grid min-h-18 gap-1.5">
        {choice?.candidates.map(({ id, text, prob }, index) => {
          const words = wordsOf(text, id, stopTokenIds)
          return (
            <li
              key={id}
              className="grid grid-cols-[minmax(4.5rem,26%)_minmax(0,1fr)_3.75rem] items-center gap-3"
            >
              <span className="truncate">
                <span aria-hidden="true">{words.shown}</span>
                <span className="sr-only">{words.spoken}</span>
              </span>
              <Meter
                name={words.spoken}
                prob={prob}
                isLeading={choice.step === undefined ? index === 0 : id === choice.step.id}
                isThin
              />
              <span className="num text-right text-note text-muted">{formatPercent(prob)}</span>
            </li>
          )
        }) ?? (
          <li>
            <Skeleton className="h-18" />
          </li>
        )}
      </List>
      {choice?.step !== undefined && <Taken choice={choice} />}
    </div>
  )
}

function spokenOf(choice: Choice | undefined): string {
  return choice?.step === undefined ? '' : `, ${tokenWords(choice.step.text).spoken}`
}

/** Sampling may take a token that is not among the three. */
function Taken({ choice: { candidates, step } }: { choice: Choice }) {
  if (step === undefined || candidates.some(({ id }) => id === step.id)) return null
  return (
    <p className="mt-2 text-note text-muted">
      Taken: <span className="text-ink">{tokenWords(step.text).shown}</span>, less probable than
      these.
    </p>
  )
}

function wordsOf(text: string, id: number, stopTokenIds: readonly number[]): TokenWords {
  if (!stopTokenIds.includes(id)) return tokenWords(text)
  return { shown: 'end of text', spoken: 'end of text' }
}
