import type { ImageExample, Prediction } from '../../protocol/manifest.ts'
import type { ImageClassification } from '../../protocol/tasks.ts'
import { outcomeOf, type RunState } from '../../queries/run-state.ts'

/** Where a picture comes from. */
export type Picture =
  | { readonly kind: 'example'; readonly example: ImageExample }
  | { readonly kind: 'file'; readonly file: File }

/** What was asked for, as it stays with its predictions. */
export interface Subject {
  readonly picture: Picture
  readonly topK: number
}

export type ImageRun = RunState<'image-classification', Subject>

/** A picture and what the model says of it: they come and go together. */
export type Exhibit =
  | { readonly kind: 'nothing' }
  /** An example with the predictions that came with the export: no model has run yet. */
  | {
      readonly kind: 'beforehand'
      readonly picture: Picture
      readonly predictions: readonly Prediction[]
    }
  | {
      readonly kind: 'live'
      readonly picture: Picture
      readonly predictions: readonly Prediction[]
      readonly result: ImageClassification
    }

/** @param opening the example that the page opens with */
export function exhibitOf(run: ImageRun, opening: ImageExample | undefined, topK: number): Exhibit {
  const outcome = outcomeOf<'image-classification', Subject>(run)
  if (run.status === 'running' && !isSame(run.subject.picture, outcome?.subject.picture)) {
    // An example that waits for the model has its predictions already.
    const waiting = beforehand(run.subject.picture, topK)
    if (waiting !== undefined) return waiting
  }
  if (outcome?.status === 'done') {
    const { subject, result } = outcome
    return { kind: 'live', picture: subject.picture, predictions: result.predictions, result }
  }
  const opened = opening && beforehand({ kind: 'example', example: opening }, topK)
  return opened ?? { kind: 'nothing' }
}

function beforehand(picture: Picture, topK: number): Exhibit | undefined {
  if (picture.kind !== 'example' || picture.example.predictions === undefined) return undefined
  return { kind: 'beforehand', picture, predictions: picture.example.predictions.slice(0, topK) }
}

/** The picture that is on its way while another one is still shown. */
export function incomingOf(run: ImageRun, exhibit: Exhibit): Picture | undefined {
  if (run.status !== 'running') return undefined
  const { picture } = run.subject
  return exhibit.kind !== 'nothing' && isSame(picture, exhibit.picture) ? undefined : picture
}

function isSame(picture: Picture, other: Picture | undefined): boolean {
  if (picture.kind === 'example') {
    return other?.kind === 'example' && other.example === picture.example
  }
  return picture === other
}

export function nameOf(picture: Picture): string {
  switch (picture.kind) {
    case 'example':
      return picture.example.title
    case 'file':
      return picture.file.name
    default:
      return picture satisfies never
  }
}
