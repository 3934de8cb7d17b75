import type { TextExample } from '../../protocol/manifest.ts'
import type { Candidate, GenerationStep, TextGeneration } from '../../protocol/tasks.ts'
import { outcomeOf, type RunState } from '../../queries/run-state.ts'

/** What was asked for, as it stays with its output. */
export interface Subject {
  readonly prompt: string
}

export type TextRun = RunState<'text-generation', Subject>

/** What stands in the output, whatever the state of the run. */
export type Exhibit =
  | { readonly kind: 'nothing' }
  /** An example's text from the export itself: no model has run yet. */
  | { readonly kind: 'beforehand'; readonly prompt: string; readonly text: string }
  | {
      readonly kind: 'live'
      /** Of the run; another run is another exhibit. */
      readonly id: number
      readonly prompt: string
      readonly steps: readonly GenerationStep[]
      readonly progress: 'writing' | 'stopped' | 'done'
      readonly result: TextGeneration | undefined
    }

export function exhibitOf(run: TextRun, example: TextExample | undefined): Exhibit {
  // The prompt of a new run shows at once, its continuation as it comes.
  const shown = run.status === 'running' ? run : outcomeOf<'text-generation', Subject>(run)
  if (shown !== undefined) {
    const { id, subject, steps } = shown
    const progress = shown.status === 'running' ? 'writing' : shown.status
    const result = shown.status === 'done' ? shown.result : undefined
    return { kind: 'live', id, prompt: subject.prompt, steps, progress, result }
  }
  if (example?.text === undefined) return { kind: 'nothing' }
  return { kind: 'beforehand', prompt: example.prompt, text: example.text }
}

/** The three most probable tokens for one place in the text, and which token was taken there. */
export interface Choice {
  readonly candidates: readonly Candidate[]
  /** Undefined behind the last token, where nothing has been chosen. */
  readonly step: GenerationStep | undefined
}

/** @param position index of a token, or undefined for the end of the text */
export function choiceAt(
  exhibit: Exhibit & { kind: 'live' },
  position: number | undefined,
): Choice | undefined {
  const { steps, result } = exhibit
  if (position === undefined && result !== undefined) {
    return { candidates: result.candidates, step: undefined }
  }
  const step = position === undefined ? calmStep(steps) : steps[position]
  return step && { candidates: step.candidates, step }
}

/** How often a second the numbers beside a growing text may change and still be read. */
const glancesPerSecond = 5

/** The latest step that is worth showing numbers of: a fast model makes more of them than an eye can follow. */
export function calmStep(steps: readonly GenerationStep[]): GenerationStep | undefined {
  const latest = steps.at(-1)
  if (latest === undefined) return undefined
  const stride = Math.max(1, Math.round(latest.tokensPerSecond / glancesPerSecond))
  return steps[Math.floor((steps.length - 1) / stride) * stride]
}
