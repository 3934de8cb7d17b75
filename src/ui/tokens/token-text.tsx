/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- the keyboard has the buttons beside "Next token": hundreds of tokens would be as many stops for Tab */
import { memo, type KeyboardEvent, type MouseEvent } from 'react'
import { WritingMark } from '../writing-mark.tsx'
import { bitsOf, formatBits, surpriseLevel, surpriseLooks } from './surprise.ts'
import type { TextToken } from './text-token.ts'

interface TokenTextProps {
  /** Stand before and behind the tokens, and cannot be looked at. */
  before?: string
  after?: string
  tokens: readonly TextToken[]
  /** So many of the first tokens were given, not written. */
  mutedCount?: number
  isColoured?: boolean
  isWriting: boolean
  /** The token that is looked at. */
  position: number | undefined
  /** How the text looks. */
  className: string
  onPosition(position: number | undefined): void
  onKeyDown(event: KeyboardEvent): void
}

/** A text of which each token can be pressed, to see what else it might have been. */
export function TokenText(props: TokenTextProps) {
  const { before, after, tokens, mutedCount = 0, isColoured = false, isWriting } = props
  const { position, className, onPosition, onKeyDown } = props

  function onClick(event: MouseEvent) {
    if (!(event.target instanceof HTMLElement)) return
    const pressed = event.target.dataset['token']
    // Pressing it again, or beside the text, lets go of it.
    const next = pressed === undefined ? undefined : Number(pressed)
    onPosition(next === position ? undefined : next)
  }

  return (
    // Takes the focus from a press, so that the arrow keys go on from there.
    <p
      tabIndex={tokens.length > 0 ? -1 : undefined}
      onClick={tokens.length > 0 ? onClick : undefined}
      onKeyDown={onKeyDown}
      className={`whitespace-pre-wrap wrap-anywhere outline-none ${className}`}
    >
      {before !== undefined && <span className="text-muted">{before}</span>}
      {tokens.map((token, index) => (
        <Token
          key={index}
          index={index}
          text={token.text}
          prob={isColoured ? token.prob : undefined}
          isMuted={index < mutedCount}
          isChosen={token.isChosen === true}
          isLookedAt={index === position}
        />
      ))}
      {after}
      {isWriting && <WritingMark />}
    </p>
  )
}

interface TokenProps {
  index: number
  text: string
  /** Where it gives the token a colour. */
  prob: number | undefined
  isMuted: boolean
  isChosen: boolean
  isLookedAt: boolean
}

/** Memoised: a text of hundreds of tokens is drawn anew for every one that comes. */
const Token = memo(function Token(props: TokenProps) {
  const { index, text, prob, isMuted, isChosen, isLookedAt } = props
  const colour = prob === undefined ? '' : surpriseLooks[surpriseLevel(prob)]
  const look = [
    'cursor-pointer rounded-xs',
    isLookedAt ? 'outline outline-accent' : 'hover:outline hover:outline-edge',
    colour || (isLookedAt ? 'bg-accent-soft' : 'hover:bg-accent-soft'),
    isMuted && 'text-muted',
    isChosen && 'underline decoration-accent decoration-2 underline-offset-4',
  ]
  return (
    <span
      data-token={index}
      title={prob === undefined ? undefined : formatBits(bitsOf(prob))}
      className={look.filter(Boolean).join(' ')}
    >
      {text}
    </span>
  )
})
