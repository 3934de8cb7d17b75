import { TokenText } from '../../ui/tokens/token-text.tsx'
import type { LookedAt } from '../../ui/tokens/use-looked-at.ts'
import { textOf } from './branch.ts'
import { givenOf, tokensOf, type Exhibit, type LiveExhibit } from './exhibit.ts'

interface ExhibitTextProps {
  exhibit: Exclude<Exhibit, { kind: 'nothing' }>
  /** The prompt does not stand before its answer. */
  isAnswer: boolean
  isColoured: boolean
  looked: LookedAt
  onKeyDown: LookedAt['onKeyDown']
}

/** Prompt and continuation as one text. */
export function ExhibitText({
  exhibit,
  isAnswer,
  isColoured,
  looked,
  onKeyDown,
}: ExhibitTextProps) {
  const live = exhibit.kind === 'live' ? exhibit : undefined
  const given = live === undefined ? 0 : givenOf(live).length
  const isWritten = live?.subject.purpose === 'write'
  const { prompt, text } =
    exhibit.kind === 'live' ? { prompt: exhibit.subject.prompt, text: restOf(exhibit) } : exhibit
  return (
    <TokenText
      before={given > 0 || isAnswer ? '' : prompt}
      tokens={live === undefined ? [] : tokensOf(live)}
      after={text}
      mutedCount={isWritten && !isColoured ? given : 0}
      isColoured={isColoured}
      isWriting={live?.progress === 'writing'}
      position={looked.position}
      className="text-prose"
      onPosition={looked.set}
      onKeyDown={onKeyDown}
    />
  )
}

/** What only the whole result knows: a last character that no later token completed. */
function restOf({ steps, result }: LiveExhibit): string {
  const written = textOf(steps)
  return result?.text.startsWith(written) === true ? result.text.slice(written.length) : ''
}
