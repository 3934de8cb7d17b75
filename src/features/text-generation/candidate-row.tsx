import { CheckIcon } from '../../ui/icons.tsx'
import { formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'
import type { Candidate } from '../../protocol/tasks.ts'
import { StepButton } from './step-button.tsx'
import { tokenWords, type TokenWords } from './token-words.ts'

interface CandidateRowProps {
  candidate: Candidate
  isStop: boolean
  isLeading: boolean
  isTaken: boolean
  /** Where a token stands already, another one would stand instead of it. */
  isInstead: boolean
  /** Undefined where the text cannot go on from this token. */
  onBranch: (() => void) | undefined
}

export function CandidateRow(props: CandidateRowProps) {
  const { candidate, isStop, isLeading, isTaken, isInstead, onBranch } = props
  const { text, prob } = candidate
  const words = wordsOf(text, isStop)
  const quoted = text.trim() === '' ? words.spoken : `“${text}”`
  return (
    <li className="grid min-h-6 grid-cols-[minmax(4.5rem,26%)_minmax(0,1fr)_3.75rem_1.5rem] items-center gap-3 pointer-coarse:min-h-11 pointer-coarse:grid-cols-[minmax(4rem,26%)_minmax(0,1fr)_3.25rem_2.75rem] pointer-coarse:gap-2">
      <span className="truncate">
        <span aria-hidden="true">{words.shown}</span>
        <span className="sr-only">{words.spoken}</span>
      </span>
      <Meter name={words.spoken} prob={prob} isLeading={isLeading} isThin />
      <span className="num text-right text-note text-muted">{formatPercent(prob)}</span>
      {onBranch !== undefined && !isStop && (
        <StepButton
          name={
            isTaken ? `${quoted} was taken` : `Go on with ${quoted}${isInstead ? ' instead' : ''}`
          }
          isOff={isTaken}
          isSmall
          onPress={onBranch}
        >
          {isTaken ? <CheckIcon /> : <BranchIcon />}
        </StepButton>
      )}
    </li>
  )
}

function BranchIcon() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="size-4"
    >
      <path d="M3 3v4.5A2.5 2.5 0 0 0 5.5 10H13m-3.25-3.25L13 10l-3.25 3.25" />
    </svg>
  )
}

function wordsOf(text: string, isStop: boolean): TokenWords {
  return isStop ? { shown: 'end of text', spoken: 'end of text' } : tokenWords(text)
}
