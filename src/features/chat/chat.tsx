import { useEffect, useRef, useState } from 'react'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ChatError } from './chat-error.tsx'
import { ChatFoot } from './chat-foot.tsx'
import { ChatLog } from './chat-log.tsx'
import { ChatOptions } from './chat-options.tsx'
import { draftOf, randomSeed, readShared, settingSpecs, writeShared } from './chat-settings.ts'
import { announcement } from './chat-words.ts'
import { Composer } from './composer.tsx'
import { useChat, type Circumstances } from './use-chat.ts'

interface ChatProps {
  manifest: TextGenerationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

/** A conversation with the model: what was said, and a place to say more. */
export function Chat({ manifest, runtime, shared, onShare }: ChatProps) {
  const { defaults, contextLength } = manifest
  const specs = settingSpecs(contextLength)
  const [draft, setDraft] = useState(() => readShared(shared, specs, defaults))
  const [system, setSystem] = useState('')
  const [message, setMessage] = useState('')
  const chat = useChat(manifest, runtime, specs)
  const { shown } = chat
  const { conversation, progress, error } = shown
  const isRunning = progress.status !== 'rest'
  const root = useRef<HTMLDivElement>(null)
  useEscape(root, isRunning, chat.stop)

  /** What every request goes with, kept in the address. */
  function circumstances(settings = draft): Circumstances {
    onShare(writeShared(settings, defaults))
    return { system, draft: settings }
  }

  function send() {
    if (isRunning || message.trim() === '') return
    chat.send(message, circumstances())
    setMessage('')
  }

  function answerAgain() {
    const hasAnswer = conversation.turns.at(-1)?.answer !== undefined
    const isGreedy = Number(draft.temperature) === 0
    const next = hasAnswer && !isGreedy ? { ...draft, seed: String(randomSeed()) } : draft
    setDraft(next)
    chat.answerAgain(circumstances(next))
  }

  return (
    <div
      ref={root}
      className="grid items-start gap-4 md:grid-cols-[minmax(0,1fr)_19rem] md:gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
    >
      <Panel
        title="Conversation"
        aside={
          <Button
            look="quiet"
            className="-mr-3.5 text-note"
            disabled={conversation.turns.length === 0}
            onClick={chat.clear}
          >
            New conversation
          </Button>
        }
        foot={
          <ChatFoot
            shown={shown}
            contextLength={contextLength}
            exported={{ model: manifest.id, system, conversation, specs, draft }}
          />
        }
      >
        <ChatLog
          shown={shown}
          contextLength={contextLength}
          isGreedy={Number(draft.temperature) === 0}
          onEdit={(turnId, question) => chat.edit(turnId, question, circumstances())}
          onAgain={answerAgain}
        />
        {chat.canUndo && (
          <p className="flex flex-wrap items-center gap-x-3 text-note text-muted">
            The conversation was put away.
            <Button onClick={chat.undo}>Undo</Button>
          </p>
        )}
        {error !== undefined && (
          <ChatError
            error={error}
            canLeaveOut={conversation.turns.length - conversation.leftOut > 1}
            onLeaveOut={(fraction) => chat.leaveOutOldest(fraction, circumstances())}
            onClear={chat.clear}
          />
        )}
        <Composer
          message={message}
          isRunning={isRunning}
          onMessage={setMessage}
          onSend={send}
          onStop={chat.stop}
        />
        <Announcer message={announcement(shown, contextLength)} />
      </Panel>
      <ChatOptions
        system={system}
        specs={specs}
        draft={draft}
        onSystem={setSystem}
        onDraft={setDraft}
        onReset={() => setDraft(draftOf(defaults))}
      />
    </div>
  )
}

/** Escape stops wherever the focus is: the button that had it may be gone. */
function useEscape(
  root: { readonly current: HTMLElement | null },
  isOn: boolean,
  onEscape: () => void,
) {
  const latest = useRef(onEscape)
  useEffect(() => {
    latest.current = onEscape
  })
  useEffect(() => {
    if (!isOn) return undefined
    function onKeyDown(event: KeyboardEvent) {
      const isShown = root.current?.closest('[hidden]') === null
      if (event.key === 'Escape' && isShown) latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [root, isOn])
}
