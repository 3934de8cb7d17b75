import { useRef, useState } from 'react'
import type { VitrineError } from '../../protocol/errors.ts'
import {
  parseSettings,
  type SettingsDraft,
  type SettingSpecs,
} from '../../protocol/generation-settings.ts'
import type { TextGenerationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import type { TextGenerationInput } from '../../protocol/tasks.ts'
import { useRun } from '../../queries/use-run.ts'
import { exhibitOf, type LiveExhibit, type Subject } from './exhibit.ts'

/** The texts that a visitor has made out of one prompt: the one that is shown, and those that it branched off from. */
export interface Texts {
  readonly shown: LiveExhibit | undefined
  /** Of the text that is shown, itself among them; oldest first. */
  readonly branches: readonly LiveExhibit[]
  readonly error: VitrineError | undefined
  readonly isRunning: boolean
  begin(purpose: Subject['purpose'], prompt: string, draft: SettingsDraft): void
  /** Goes on from where another text was, which stays among the branches. */
  branch(subject: Subject): void
  /** Goes back to a branch, by its id; a run under way keeps what it has. */
  show(id: number): void
  stop(): void
  reset(): void
}

interface Memory {
  readonly earlier: readonly LiveExhibit[]
  /** The branch that the visitor went back to. */
  readonly chosen?: number | undefined
  /** What was shown when the latest run began: back to it when nothing comes of that. */
  readonly before?: number | undefined
}

export function useTexts(
  manifest: TextGenerationManifest,
  runtime: Runtime,
  specs: SettingSpecs,
): Texts {
  const run = useRun<TextGenerationManifest, Subject>(manifest, runtime)
  const [memory, setMemory] = useState<Memory>({ earlier: [] })
  const families = useRef(0)

  const latest = exhibitOf(run.state)
  const all = withLatest(memory.earlier, latest)
  const cameToNothing = memory.earlier.some(({ id }) => id === latest?.id)
  const wanted = memory.chosen ?? (cameToNothing ? memory.before : undefined) ?? latest?.id
  const shown = all.find(({ id }) => id === wanted)
  const branches = all.filter(({ subject }) => subject.family === shown?.subject.family)

  function start(subject: Subject) {
    const earlier = branches.map((branch) =>
      branch.progress === 'writing' ? { ...branch, progress: 'stopped' as const } : branch,
    )
    setMemory({ earlier, before: shown?.id })
    run.start(subject, () => inputOf(subject, manifest, specs))
  }

  return {
    shown,
    branches,
    error:
      run.state.status === 'failed' && memory.chosen === undefined ? run.state.error : undefined,
    isRunning: run.state.status === 'running',
    begin(purpose, prompt, draft) {
      start({ purpose, prompt, draft, given: [], kept: [], family: ++families.current })
    },
    branch: start,
    show(id) {
      if (run.state.status === 'running') run.stop()
      setMemory({ ...memory, chosen: id })
    },
    stop: run.stop,
    reset() {
      setMemory({ earlier: [] })
      run.reset()
    },
  }
}

function withLatest(
  earlier: readonly LiveExhibit[],
  latest: LiveExhibit | undefined,
): readonly LiveExhibit[] {
  if (latest === undefined || earlier.some(({ id }) => id === latest.id)) return earlier
  return [...earlier, latest]
}

/** @throws VitrineError `setting-out-of-range` */
function inputOf(
  { purpose, prompt, draft, kept }: Subject,
  { defaults }: TextGenerationManifest,
  specs: SettingSpecs,
): TextGenerationInput {
  // Nothing is written, so no setting matters, and none can be wrong.
  if (purpose === 'score') {
    return { prompt, settings: { ...defaults, maxNewTokens: 0 }, scorePrompt: true }
  }
  const continued = kept.map(({ id }) => id)
  return {
    prompt,
    settings: parseSettings(specs, draft),
    ...(continued.length > 0 && { continued }),
  }
}
