/* oxlint-disable jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the keyboard has the buttons beside "Next token": hundreds of tokens would be as many stops for Tab */
import { memo, type MouseEvent } from 'react'
import type { Exhibit } from './exhibit.ts'

interface TokenTextProps {
  exhibit: Exclude<Exhibit, { kind: 'nothing' }>
  /** The token that is looked at. */
  position: number | undefined
  onPosition(position: number | undefined): void
}

/** Prompt and continuation as one text; each token of the continuation can be pressed, to see what else it might have been. */
export function TokenText({ exhibit, position, onPosition }: TokenTextProps) {
  const pieces = exhibit.kind === 'live' ? exhibit.steps.map(({ text }) => text) : [exhibit.text]
  const rest = restOf(exhibit, pieces.join(''))
  const isWriting = exhibit.kind === 'live' && exhibit.progress === 'writing'

  function onClick(event: MouseEvent) {
    if (exhibit.kind !== 'live' || !(event.target instanceof HTMLElement)) return
    const pressed = event.target.dataset['token']
    // Pressing it again, or beside the text, lets go of it.
    const next = pressed === undefined ? undefined : Number(pressed)
    onPosition(next === position ? undefined : next)
  }

  return (
    <p onClick={onClick} className="text-prose whitespace-pre-wrap wrap-anywhere">
      <span className="text-muted">{exhibit.prompt}</span>
      {pieces.map((piece, index) => (
        <Token
          key={index}
          index={index}
          text={piece}
          isLive={exhibit.kind === 'live'}
          isLookedAt={index === position}
        />
      ))}
      {rest}
      {isWriting && (
        <span
          aria-hidden="true"
          className="ml-0.5 inline-block h-[1.1em] w-2 rounded-xs bg-accent align-[-0.15em]"
        />
      )}
    </p>
  )
}

/** What only the whole result knows: a last character that no later token completed. */
function restOf(exhibit: TokenTextProps['exhibit'], written: string): string {
  const whole = exhibit.kind === 'live' ? exhibit.result?.text : undefined
  return whole?.startsWith(written) === true ? whole.slice(written.length) : ''
}

interface TokenProps {
  index: number
  text: string
  isLive: boolean
  isLookedAt: boolean
}

/** Memoised: a text of hundreds of tokens is drawn anew for every one that comes. */
const Token = memo(function Token({ index, text, isLive, isLookedAt }: TokenProps) {
  if (!isLive) return text
  const look = isLookedAt ? 'bg-accent-soft outline outline-accent' : 'hover:bg-accent-soft'
  return (
    <span data-token={index} className={`cursor-pointer rounded-xs ${look}`}>
      {text}
    </span>
  )
})
