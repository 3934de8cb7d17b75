/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- the keyboard has the buttons beside "Next token": hundreds of tokens would be as many stops for Tab */
import { memo, type KeyboardEvent, type MouseEvent } from 'react'
import { textOf } from './choice.ts'
import { givenOf, tokensOf, type Exhibit } from './exhibit.ts'
import { bitsOf, formatBits, surpriseLevel, surpriseLooks } from './surprise.ts'

interface TokenTextProps {
  exhibit: Exclude<Exhibit, { kind: 'nothing' }>
  /** The prompt does not stand before its answer. */
  isAnswer: boolean
  isColoured: boolean
  /** The token that is looked at. */
  position: number | undefined
  onPosition(position: number | undefined): void
  onKeyDown(event: KeyboardEvent): void
}

/** Prompt and continuation as one text; each token can be pressed, to see what else it might have been. */
export function TokenText(props: TokenTextProps) {
  const { exhibit, isAnswer, isColoured, position, onPosition, onKeyDown } = props
  const isLive = exhibit.kind === 'live'
  const given = isLive ? givenOf(exhibit).length : 0
  const isPromptMuted = !isColoured && isLive && exhibit.subject.purpose === 'write'

  function onClick(event: MouseEvent) {
    if (!isLive || !(event.target instanceof HTMLElement)) return
    const pressed = event.target.dataset['token']
    // Pressing it again, or beside the text, lets go of it.
    const next = pressed === undefined ? undefined : Number(pressed)
    onPosition(next === position ? undefined : next)
  }

  return (
    // Takes the focus from a press, so that the arrow keys go on from there.
    <p
      tabIndex={isLive ? -1 : undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
      className="text-prose whitespace-pre-wrap wrap-anywhere outline-none"
    >
      {given === 0 && !isAnswer && <span className="text-muted">{promptOf(exhibit)}</span>}
      {isLive
        ? tokensOf(exhibit).map((token, index) => (
            <Token
              key={index}
              index={index}
              text={token.text}
              prob={isColoured ? token.prob : undefined}
              isMuted={isPromptMuted && index < given}
              isChosen={token.isChosen === true}
              isLookedAt={index === position}
            />
          ))
        : exhibit.text}
      {isLive && restOf(exhibit)}
      {isLive && exhibit.progress === 'writing' && (
        <span
          aria-hidden="true"
          className="ml-0.5 inline-block h-[1.1em] w-2 rounded-xs bg-accent align-[-0.15em]"
        />
      )}
    </p>
  )
}

function promptOf(exhibit: TokenTextProps['exhibit']): string {
  return exhibit.kind === 'live' ? exhibit.subject.prompt : exhibit.prompt
}

/** What only the whole result knows: a last character that no later token completed. */
function restOf({ steps, result }: Exhibit & { kind: 'live' }): string {
  const written = textOf(steps)
  return result?.text.startsWith(written) === true ? result.text.slice(written.length) : ''
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
