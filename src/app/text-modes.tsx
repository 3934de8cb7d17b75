import { useId, useState, type KeyboardEvent } from 'react'
import { Chat } from '../features/chat/chat.tsx'
import { firstDraft } from '../features/text-generation/first-form.ts'
import { TextGeneration } from '../features/text-generation/text-generation.tsx'
import {
  readSettings,
  settingSpecs,
  writeSettings,
  type SettingsDraft,
} from '../protocol/generation-settings.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { DemoProps } from './demo-props.ts'

const modes = [
  ['chat', 'Chat'],
  ['continue', 'Continue a text'],
] as const
type Mode = (typeof modes)[number][0]

/**
 * A language model that talks can also be given a text to continue. Each keeps what it has while the other is shown; the
 * settings are the same for both.
 */
export function TextModes({ shared, onShare, ...demo }: DemoProps<'text-generation'>) {
  const id = useId()
  const [mode, setMode] = useState(() => modeOf(shared))
  // Whatever was never looked at is never made.
  const [seen, setSeen] = useState<readonly Mode[]>([mode])
  const [states, setStates] = useState({ chat: shared, continue: shared })
  const [draft, setDraft] = useState(() => draftFor(mode, demo.manifest, shared))

  function share(of: Mode, state: URLSearchParams) {
    setStates((before) => ({ ...before, [of]: state }))
    onShare(withMode(state, of))
  }

  function show(next: Mode) {
    setMode(next)
    setSeen((before) => [...before, next])
    const state = new URLSearchParams(states[next])
    onShare(withMode(writeSettings(state, draft, demo.manifest.defaults), next))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return
    const other = mode === 'chat' ? 'continue' : 'chat'
    show(other)
    document.getElementById(`${id}-${other}-tab`)?.focus()
  }

  return (
    <>
      <div
        role="tablist"
        aria-label="What the model is to do"
        className="mb-4 inline-flex rounded-xl border border-line bg-panel p-1"
      >
        {modes.map(([key, title]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}-tab`}
            aria-selected={key === mode}
            aria-controls={`${id}-${key}`}
            tabIndex={key === mode ? 0 : -1}
            onClick={() => show(key)}
            onKeyDown={onKeyDown}
            className="min-h-9 cursor-pointer rounded-lg px-3.5 font-medium text-muted hover:text-ink aria-selected:bg-accent-soft aria-selected:text-ink pointer-coarse:min-h-11"
          >
            {title}
          </button>
        ))}
      </div>
      {modes.map(([key]) => (
        <div
          key={key}
          role="tabpanel"
          id={`${id}-${key}`}
          aria-labelledby={`${id}-${key}-tab`}
          hidden={key !== mode}
        >
          {seen.includes(key) && key === 'chat' && (
            <Chat
              {...demo}
              draft={draft}
              onDraft={setDraft}
              onShare={(state) => share('chat', state)}
            />
          )}
          {seen.includes(key) && key === 'continue' && (
            <TextGeneration
              {...demo}
              draft={draft}
              shared={shared}
              onDraft={setDraft}
              onShare={(state) => share('continue', state)}
            />
          )}
        </div>
      ))}
    </>
  )
}

/** A prompt in the address is one to be continued. */
function modeOf(shared: URLSearchParams): Mode {
  const asked = shared.get('mode')
  return asked === 'continue' || (asked === null && shared.has('prompt')) ? 'continue' : 'chat'
}

/** An example's settings are for its text. */
function draftFor(
  mode: Mode,
  manifest: TextGenerationManifest,
  shared: URLSearchParams,
): SettingsDraft {
  if (mode === 'continue') return firstDraft(manifest, shared)
  return readSettings(shared, settingSpecs(manifest.contextLength), manifest.defaults)
}

function withMode(state: URLSearchParams, mode: Mode): URLSearchParams {
  const next = new URLSearchParams(state)
  next.set('mode', mode)
  // A conversation stays where it is; only a text to be continued can be sent to somebody.
  if (mode === 'chat') next.delete('prompt')
  return next
}
