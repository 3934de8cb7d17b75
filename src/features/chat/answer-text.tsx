import { TokenText } from '../../ui/tokens/token-text.tsx'
import { WritingMark } from '../../ui/writing-mark.tsx'
import type { Answer } from './conversation.ts'
import { trimmedTokens } from './trimmed-tokens.ts'
import type { Looking } from './use-looking.ts'

interface AnswerTextProps {
  /** Undefined until it has begun. */
  answer: Answer | undefined
  isWriting: boolean
  isLeftOut: boolean
  /** Undefined for an answer whose tokens are not looked at. */
  looking: Looking | undefined
}

export function AnswerText({ answer, isWriting, isLeftOut, looking }: AnswerTextProps) {
  const className = `text-base ${isLeftOut ? 'text-muted' : ''}`
  const trimmed = answer && looking && trimmedTokens(answer)
  if (trimmed === undefined || looking === undefined) {
    return (
      <p className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
        {answer?.text.trim()}
        {isWriting && <WritingMark />}
      </p>
    )
  }
  return (
    <TokenText
      {...trimmed}
      isWriting={isWriting}
      position={looking.position}
      className={className}
      onPosition={looking.set}
      onKeyDown={looking.onKeyDown}
    />
  )
}
