import type { PictureManifest } from '../protocol/manifest.ts'
import type { ImageExample } from '../protocol/picture-manifests.ts'
import type { TaskResult } from '../protocol/tasks.ts'
import { outcomeOf, type RunState } from '../queries/run-state.ts'
import { isSame, type Picture } from './picture.ts'

export type PictureTask = PictureManifest['task']

/** What was asked for, as it stays with its answer. */
export interface Subject<Asked> {
  readonly picture: Picture
  readonly asked: Asked
}

/** A picture and what the model says of it: they come and go together. */
export type Exhibit<T extends PictureTask, Asked> =
  | { readonly kind: 'nothing' }
  /** An example whose answer came with the export: no model has run yet. */
  | { readonly kind: 'beforehand'; readonly picture: Picture; readonly example: ImageExample }
  | {
      readonly kind: 'live'
      /** Of the run: another run is another answer. */
      readonly id: number
      readonly picture: Picture
      readonly asked: Asked
      readonly result: TaskResult<T>
    }

export interface Opening {
  /** The example that the page opens with. */
  readonly example: ImageExample | undefined
  /** Whether an example can be shown before a model has run. */
  isKnown(example: ImageExample): boolean
}

export function exhibitOf<T extends PictureTask, Asked>(
  run: RunState<T, Subject<Asked>>,
  { example: first, isKnown }: Opening,
): Exhibit<T, Asked> {
  const outcome = outcomeOf<T, Subject<Asked>>(run)
  if (run.status === 'running' && !isSame(run.subject.picture, outcome?.subject.picture)) {
    // An example that waits for the model has its answer already.
    const { picture } = run.subject
    if (picture.kind === 'example' && isKnown(picture.example)) {
      return { kind: 'beforehand', picture, example: picture.example }
    }
  }
  if (outcome?.status === 'done') {
    const { id, subject, result } = outcome
    return { kind: 'live', id, ...subject, result }
  }
  if (first === undefined || !isKnown(first)) return { kind: 'nothing' }
  return { kind: 'beforehand', picture: { kind: 'example', example: first }, example: first }
}

/** The picture that is on its way while another one is still shown. */
export function incomingOf<T extends PictureTask, Asked>(
  run: RunState<T, Subject<Asked>>,
  exhibit: Exhibit<T, Asked>,
): Picture | undefined {
  if (run.status !== 'running') return undefined
  const { picture } = run.subject
  return exhibit.kind !== 'nothing' && isSame(picture, exhibit.picture) ? undefined : picture
}

/** Its answers come many times a second: too often to be read out. */
export function isFromCamera<T extends PictureTask, Asked>(exhibit: Exhibit<T, Asked>): boolean {
  return exhibit.kind === 'live' && exhibit.picture.kind === 'camera'
}
