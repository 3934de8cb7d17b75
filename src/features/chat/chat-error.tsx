import type { VitrineError } from '../../protocol/errors.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { errorWords, isTooLong } from './chat-words.ts'

interface ChatErrorProps {
  error: VitrineError
  /** There are older turns than the last one. */
  canLeaveOut: boolean
  /** Called with the part of the text that would fit. */
  onLeaveOut(fraction: number): void
  onClear(): void
}

/** Why there is no answer; where the conversation has grown too long, with the ways on from there. */
export function ChatError(props: ChatErrorProps) {
  const { error, canLeaveOut, onLeaveOut, onClear } = props
  const words = errorWords(error, canLeaveOut)
  if (!isTooLong(error)) return <Alert {...words} detail={error.detail} />
  return (
    <Alert {...words}>
      <div className="flex flex-wrap gap-2">
        {canLeaveOut && (
          <Button onClick={() => onLeaveOut(fittingPart(error))}>Leave out the oldest turns</Button>
        )}
        <Button onClick={onClear}>Start a new conversation</Button>
      </div>
    </Alert>
  )
}

/**
 * Half of what the model can read: what is left out costs a run of all the rest, which had better not come with every
 * message. Tokens are about as long in what goes as in what stays.
 */
function fittingPart({ facts }: VitrineError): number {
  const number = (key: string) => Number(facts[key])
  const [most, has] =
    'limit' in facts
      ? [number('limit'), number('length')]
      : [number('contextLength'), number('promptTokens')]
  return most / 2 / has
}
