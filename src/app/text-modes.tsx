import { useState } from 'react'
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
import { Tabs } from '../ui/tabs.tsx'
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
  const [mode, setMode] = useState(() => modeOf(shared))
  const [states, setStates] = useState({ chat: shared, continue: shared })
  const [draft, setDraft] = useState(() => draftFor(mode, demo.manifest, shared))

  function share(of: Mode, state: URLSearchParams) {
    setStates((before) => ({ ...before, [of]: state }))
    onShare(withMode(state, of))
  }

  function show(next: Mode) {
    setMode(next)
    const state = new URLSearchParams(states[next])
    onShare(withMode(writeSettings(state, draft, demo.manifest.defaults), next))
  }

  return (
    <Tabs name="What the model is to do" tabs={modes} current={mode} onChange={show}>
      {(key) =>
        key === 'chat' ? (
          <Chat
            {...demo}
            draft={draft}
            onDraft={setDraft}
            onShare={(state) => share('chat', state)}
          />
        ) : (
          <TextGeneration
            {...demo}
            draft={draft}
            shared={shared}
            onDraft={setDraft}
            onShare={(state) => share('continue', state)}
          />
        )
      }
    </Tabs>
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
