import { generationJson } from '../../protocol/generation-json.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { downloadText } from '../../ui/download-text.ts'
import type { Shown } from './attempt.ts'
import { conversationJson } from './chat-json.ts'
import { contextWords, speedWords } from './chat-words.ts'
import { contextUseOf } from './conversation.ts'

interface ChatFootProps {
  shown: Shown
  contextLength: number
  exported: Parameters<typeof conversationJson>[0]
}

/** What was measured, and what can be taken along. */
export function ChatFoot({ shown, contextLength, exported }: ChatFootProps) {
  const { conversation, progress } = shown
  const last = conversation.turns.at(-1)?.answer
  const answer = progress.status === 'rest' ? last : undefined
  return (
    <>
      <div className="flex min-w-0 grow flex-col gap-1">
        {/* Its numbers change several times a second: to be looked up, not to be read out. */}
        <output aria-label="Speed" aria-live="off">
          {speedWords(shown)}
        </output>
        <ContextMeter shown={shown} contextLength={contextLength} />
      </div>
      <div className="flex flex-wrap items-center gap-x-5">
        <Button
          look="quiet"
          className="-mx-3.5 text-note text-ink!"
          disabled={conversation.turns.length === 0}
          onClick={() =>
            downloadText('conversation.json', 'application/json', conversationJson(exported))
          }
        >
          Export JSON
        </Button>
        <CopyButton text={answer === undefined ? undefined : () => generationJson(answer)}>
          Copy JSON
        </CopyButton>
      </div>
    </>
  )
}

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <meter> looks different in every browser, and cannot be styled in all */
function ContextMeter({ shown, contextLength }: Omit<ChatFootProps, 'exported'>) {
  const use = contextUseOf(shown.conversation)
  const words = contextWords(use, contextLength)
  const part = Math.min((use?.tokens ?? 0) / contextLength, 1)
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <div
        role="meter"
        aria-label="Context"
        aria-valuemin={0}
        aria-valuemax={contextLength}
        aria-valuenow={Math.min(use?.tokens ?? 0, contextLength)}
        aria-valuetext={words}
        className="h-1.5 w-24 overflow-hidden rounded-full bg-track"
      >
        <div
          className={`h-full rounded-full ${part > 0.9 ? 'bg-fair' : 'bg-bar'}`}
          style={{ width: `${part * 100}%` }}
        />
      </div>
      <span aria-hidden="true">{words}</span>
    </div>
  )
}
