import { useRef, useState } from 'react'
import {
  draftOf,
  settingSpecs,
  writeSettings,
  type SettingsDraft,
} from '../../protocol/generation-settings.ts'
import type { TextExample, TextGenerationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useSession } from '../../queries/use-session.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { SettingsPanel } from '../../ui/settings-panel.tsx'
import { exampleExhibit, type Subject } from './exhibit.ts'
import { firstForm, type Form } from './first-form.ts'
import { OutputPanel } from './output-panel.tsx'
import { PromptPanel } from './prompt-panel.tsx'
import { useColour } from './use-colour.ts'
import { useTexts } from './use-texts.ts'

interface TextGenerationProps {
  manifest: TextGenerationManifest
  runtime: Runtime
  draft: SettingsDraft
  shared: URLSearchParams
  onDraft(draft: SettingsDraft): void
  onShare(state: URLSearchParams): void
}

/** A prompt on one side, its continuation on the other. */
export function TextGeneration(props: TextGenerationProps) {
  const { manifest, runtime, draft, shared, onDraft, onShare } = props
  const { defaults, contextLength, examples } = manifest
  const specs = settingSpecs(contextLength)
  const { session } = useSession(manifest, runtime)
  const texts = useTexts(manifest, runtime, specs)
  const colour = useColour(shared, onShare)
  const output = useRef<HTMLDivElement>(null)
  const [form, setForm] = useState<Form>(() => firstForm(manifest, shared))

  function begin(purpose: Subject['purpose'], prompt = form.prompt, settings = draft) {
    texts.begin(purpose, prompt, settings)
    colour.share(writeSettings(new URLSearchParams({ prompt }), settings, defaults))
    revealBelow(output.current)
  }

  function choose(example: TextExample) {
    const settings = draftOf({ ...defaults, ...example.settings })
    setForm({ prompt: example.prompt, example })
    onDraft(settings)
    // Before the model has come, what it wrote beforehand is there at once; afterwards it writes for real.
    if (session.status === 'ready' || example.text === undefined) {
      begin('write', example.prompt, settings)
    } else texts.reset()
  }

  const exhibit = texts.shown ?? exampleExhibit(form.example)
  const isScore = texts.shown?.subject.purpose === 'score'
  return (
    <div className="grid items-start gap-4 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:grid-rows-[auto_1fr] md:gap-6">
      <PromptPanel
        prompt={form.prompt}
        examples={examples}
        isRunning={texts.isRunning}
        onPrompt={(prompt) => setForm({ ...form, prompt })}
        onGenerate={() => begin('write')}
        onScore={manifest.encoder === undefined ? () => begin('score') : undefined}
        onStop={texts.stop}
        onChoose={choose}
      />
      <div
        ref={output}
        className="grid scroll-m-4 md:sticky md:top-6 md:col-start-2 md:row-span-2 md:min-h-112"
      >
        <OutputPanel
          manifest={manifest}
          exhibit={exhibit}
          branches={texts.branches}
          error={texts.error}
          // The colours are what a text is scored for.
          isColoured={colour.isOn ?? isScore}
          onColour={colour.set}
          onBranch={texts.branch}
          onShow={texts.show}
          onStop={texts.stop}
        />
      </div>
      <SettingsPanel
        settings={specs}
        first="temperature"
        draft={draft}
        onChange={onDraft}
        onReset={() => onDraft(draftOf(defaults))}
      />
    </div>
  )
}
