import { useRef, useState } from 'react'
import type { TextExample, TextGenerationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { useSession } from '../../queries/use-session.ts'
import { revealBelow } from '../../ui/reveal.ts'
import { exampleExhibit, type Subject } from './exhibit.ts'
import { OutputPanel } from './output-panel.tsx'
import { PromptPanel } from './prompt-panel.tsx'
import { settingSpecs } from './setting-specs.ts'
import { draftOf, readShared, writeShared, type SettingsDraft } from './settings.ts'
import { SettingsPanel } from './settings-panel.tsx'
import { useColour } from './use-colour.ts'
import { useTexts } from './use-texts.ts'

interface TextGenerationProps {
  manifest: TextGenerationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

interface Form {
  readonly prompt: string
  readonly draft: SettingsDraft
  /** The example that was chosen last, whose text stands in the output until a model has run. */
  readonly example: TextExample | undefined
}

/** A prompt on one side, its continuation on the other. */
export function TextGeneration({ manifest, runtime, shared, onShare }: TextGenerationProps) {
  const { defaults, contextLength, examples } = manifest
  const specs = settingSpecs(contextLength)
  const { session } = useSession(manifest, runtime)
  const texts = useTexts(manifest, runtime, specs)
  const colour = useColour(shared, onShare)
  const output = useRef<HTMLDivElement>(null)
  const [form, setForm] = useState<Form>(() => {
    const found = readShared(shared, specs, defaults)
    return found === undefined ? formOf(manifest, examples[0]) : { ...found, example: undefined }
  })

  function begin(purpose: Subject['purpose'], { prompt, draft }: Form) {
    texts.begin(purpose, prompt, draft)
    colour.share(writeShared(prompt, draft, defaults))
    revealBelow(output.current)
  }

  function choose(example: TextExample) {
    const next = formOf(manifest, example)
    setForm(next)
    // Before the model has come, what it wrote beforehand is there at once; afterwards it writes for real.
    if (session.status === 'ready' || example.text === undefined) begin('write', next)
    else texts.reset()
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
        onGenerate={() => begin('write', form)}
        onScore={manifest.encoder === undefined ? () => begin('score', form) : undefined}
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
        specs={specs}
        draft={form.draft}
        onChange={(draft) => setForm({ ...form, draft })}
        onReset={() => setForm({ ...form, draft: draftOf(defaults) })}
      />
    </div>
  )
}

function formOf(manifest: TextGenerationManifest, example: TextExample | undefined): Form {
  const settings = { ...manifest.defaults, ...example?.settings }
  return { prompt: example?.prompt ?? '', draft: draftOf(settings), example }
}
