import { useEffect, useRef, useState } from 'react'
import { drawWhole } from '../../core/tensors/number-range.ts'
import {
  draftOf,
  settingSpecs,
  writeSettings,
  type SettingsDraft,
} from '../../protocol/generation-settings.ts'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SettingsPanel } from '../../ui/settings-panel.tsx'
import { AnswerInspector } from './answer-inspector.tsx'
import { ChatError } from './chat-error.tsx'
import { ChatFoot } from './chat-foot.tsx'
import { ChatLog } from './chat-log.tsx'
import { announcement } from './chat-words.ts'
import { Composer } from './composer.tsx'
import { SystemPrompt } from './system-prompt.tsx'
import { useChat, type Circumstances } from './use-chat.ts'
import { useLooking } from './use-looking.ts'

interface ChatProps {
  manifest: TextGenerationManifest
  runtime: Runtime
  draft: SettingsDraft
  onDraft(draft: SettingsDraft): void
  onShare(state: URLSearchParams): void
}

/** A conversation with the model: what was said, and a place to say more. */
export function Chat({ manifest, runtime, draft, onDraft, onShare }: ChatProps) {
  const { defaults, contextLength } = manifest
  const specs = settingSpecs(contextLength)
  const [system, setSystem] = useState('')
  const [message, setMessage] = useState('')
  const chat = useChat(manifest, runtime, specs)
  const { shown } = chat
  const { conversation, progress, error } = shown
  const { turns } = conversation
  const last = turns.at(-1)?.answer
  const looking = useLooking(chat.attemptId, last?.steps.length ?? 0)
  const isRunning = progress.status !== 'rest'
  const root = useRef<HTMLDivElement>(null)
  useEscape(root, isRunning, chat.stop)

  /** What every request goes with, kept in the address. */
  function circumstances(settings = draft): Circumstances {
    onShare(writeSettings(new URLSearchParams(), settings, defaults))
    return { system, draft: settings }
  }

  function send() {
    if (isRunning || message.trim() === '') return
    chat.send(message, circumstances())
    setMessage('')
  }

  function answerAgain() {
    const isGreedy = Number(draft.temperature) === 0
    const next =
      last !== undefined && !isGreedy ? { ...draft, seed: String(drawWhole(specs.seed)) } : draft
    onDraft(next)
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
            disabled={turns.length === 0}
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
          looking={looking}
          onEdit={(turnId, question) => chat.edit(turnId, question, circumstances())}
          onAgain={answerAgain}
        />
        {looking.isOpen && (isRunning || (last !== undefined && last.steps.length > 0)) && (
          <AnswerInspector answer={last} looking={looking} stopTokenIds={manifest.stopTokenIds} />
        )}
        {chat.canUndo && (
          <p className="flex flex-wrap items-center gap-x-3 text-note text-muted">
            The conversation was put away.
            <Button onClick={chat.undo}>Undo</Button>
          </p>
        )}
        {error !== undefined && (
          <ChatError
            error={error}
            canLeaveOut={turns.length - conversation.leftOut > 1}
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
      <div className="grid gap-4">
        <SystemPrompt system={system} onSystem={setSystem} />
        <SettingsPanel
          settings={specs}
          first="temperature"
          draft={draft}
          onChange={onDraft}
          onReset={() => onDraft(draftOf(defaults))}
        />
      </div>
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
