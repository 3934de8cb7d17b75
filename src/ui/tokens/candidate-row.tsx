import { BranchIcon, CheckIcon } from '../icons.tsx'
import { formatPercent } from '../format.ts'
import { Meter } from '../meter.tsx'
import { StepButton } from './step-button.tsx'
import type { Candidate } from './text-token.ts'
import { wordsOfToken, type TokenWords } from './token-words.ts'

interface CandidateRowProps {
  candidate: Candidate
  isStop: boolean
  isLeading: boolean
  isTaken: boolean
  /** Where a token stands already, another one would stand instead of it. */
  isInstead: boolean
  /** Other rows may have a branch. */
  hasBranches: boolean
  /** Undefined where the text cannot go on from this token. */
  onBranch: (() => void) | undefined
}

const withBranch =
  'grid-cols-[minmax(4.5rem,26%)_minmax(0,1fr)_3.75rem_1.5rem] pointer-coarse:min-h-11 pointer-coarse:grid-cols-[minmax(4rem,26%)_minmax(0,1fr)_3.25rem_2.75rem] pointer-coarse:gap-2'
const withoutBranch = 'grid-cols-[minmax(4.5rem,26%)_minmax(0,1fr)_3.75rem]'

export function CandidateRow(props: CandidateRowProps) {
  const { candidate, isStop, isLeading, isTaken, isInstead, hasBranches, onBranch } = props
  const { text, prob } = candidate
  const words = wordsOf(text, isStop)
  const quoted = text.trim() === '' ? words.spoken : `“${text}”`
  return (
    <li className={`grid min-h-6 items-center gap-3 ${hasBranches ? withBranch : withoutBranch}`}>
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

function wordsOf(text: string, isStop: boolean): TokenWords {
  return isStop ? { shown: 'end of text', spoken: 'end of text' } : wordsOfToken(text)
}
