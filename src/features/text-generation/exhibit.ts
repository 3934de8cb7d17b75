import type { SettingsDraft } from '../../protocol/generation-settings.ts'
import type { TextExample } from '../../protocol/manifest.ts'
import type { GenerationStep, ScoredToken, TextGeneration } from '../../protocol/tasks.ts'
import { outcomeOf, type RunState } from '../../queries/run-state.ts'

/** A token of the output; the visitor may have chosen it in place of the model's own. */
export type ShownToken = ScoredToken & { readonly isChosen?: true }

/** What was asked for, as it stays with its output. */
export interface Subject {
  /** To go on from the prompt, or to say how probable the prompt itself is. */
  readonly purpose: 'write' | 'score'
  readonly prompt: string
  readonly draft: SettingsDraft
  /** The prompt's own tokens, where they are known one by one: it grew out of a text that was scored. */
  readonly given: readonly ShownToken[]
  /** Stand behind the prompt already: those before a branch, and the one that was chosen there. */
  readonly kept: readonly ShownToken[]
  /** Branches of one text have one number. */
  readonly family: number
}

export type TextRun = RunState<'text-generation', Subject>

/** Something that a model has written or read, or is about to. */
export interface LiveExhibit {
  readonly kind: 'live'
  /** Of the run; another run is another exhibit. */
  readonly id: number
  readonly subject: Subject
  readonly steps: readonly GenerationStep[]
  readonly progress: 'writing' | 'stopped' | 'done'
  readonly result: TextGeneration | undefined
}

/** What stands in the output, whatever the state of the run. */
export type Exhibit =
  | { readonly kind: 'nothing' }
  /** An example's text from the export itself: no model has run yet. */
  | { readonly kind: 'beforehand'; readonly prompt: string; readonly text: string }
  | LiveExhibit

export function exampleExhibit(example: TextExample | undefined): Exhibit {
  if (example?.text === undefined) return { kind: 'nothing' }
  return { kind: 'beforehand', prompt: example.prompt, text: example.text }
}

export function exhibitOf(run: TextRun): LiveExhibit | undefined {
  // The prompt of a new run shows at once, its continuation as it comes.
  const shown = run.status === 'running' ? run : outcomeOf<'text-generation', Subject>(run)
  if (shown === undefined) return undefined
  const { id, subject, steps } = shown
  const progress = shown.status === 'running' ? 'writing' : shown.status
  const result = shown.status === 'done' ? shown.result : undefined
  return { kind: 'live', id, subject, steps, progress, result }
}

/** The prompt's own tokens, where they are known. */
export function givenOf({ subject, result }: LiveExhibit): readonly ShownToken[] {
  return result?.promptScores ?? subject.given
}

/** How many tokens were given, and how many of them were in memory still; undefined until the first new one. */
export function promptOf({ steps, result }: LiveExhibit): GenerationStep['prompt'] {
  if (result === undefined) return steps[0]?.prompt
  return { tokens: result.promptTokens, reused: result.reusedTokens }
}

/** Everything that was added to the prompt. */
export function writtenOf({ subject, steps }: LiveExhibit): readonly ShownToken[] {
  return [...subject.kept, ...steps]
}

/** All that can be looked at one by one, in the order of the text. */
export function tokensOf(exhibit: LiveExhibit): readonly ShownToken[] {
  return [...givenOf(exhibit), ...writtenOf(exhibit)]
}

/** The token that a branch begins with, which is looked at when the branch is. */
export function branchPlaceOf({ subject: { given, kept } }: LiveExhibit): number | undefined {
  return kept.length === 0 ? undefined : given.length + kept.length - 1
}
