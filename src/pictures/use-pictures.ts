import { useState } from 'react'
import type { VitrineError } from '../protocol/errors.ts'
import type { PictureManifest } from '../protocol/manifest.ts'
import type { ImageExample } from '../protocol/picture-manifests.ts'
import type { ImageSource } from '../protocol/picture-tasks.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { TaskInput, TaskProgress, TaskResult } from '../protocol/tasks.ts'
import { useRun } from '../queries/use-run.ts'
import { useSession } from '../queries/use-session.ts'
import { usePictureSource, type PictureSource } from './example-picture.tsx'
import { exhibitOf, incomingOf, type Exhibit, type PictureTask, type Subject } from './exhibit.ts'
import type { CameraPicture, Picture } from './picture.ts'
import { stillImage } from './still-image.ts'

/** What is asked of the frames of a camera, and the answer to the latest of them. */
export interface LivePicture<T extends PictureTask, Asked> {
  readonly picture: CameraPicture
  readonly asked: Asked
  readonly answer?: { readonly asked: Asked; readonly result: TaskResult<T> }
}

export interface Pictures<T extends PictureTask, Asked> {
  readonly exhibit: Exhibit<T, Asked>
  /** A picture that has been given but not looked at yet. */
  readonly incoming: Picture | undefined
  /** The one that is on its way, else the one that is shown. */
  readonly current: Picture | undefined
  readonly isLoaded: boolean
  readonly isRunning: boolean
  readonly error: VitrineError | undefined
  /** What the run under way has said so far. */
  readonly steps: readonly TaskProgress<T>[]
  /** Those whose pictures are to be had. */
  readonly examples: readonly ImageExample[]
  /** Where an example's picture is. */
  sourceOf(path: string): PictureSource | undefined
  /** Runs the model on a picture; a run under way is given up. Of a camera, each frame from now on. */
  show(picture: Picture, asked: Asked): void
  /** Of a camera: the picture before it is shown again. */
  stop(): void
  /** While a camera is looked at. Its frames are run by whoever shows it (`camera-view.tsx`). */
  readonly live: LivePicture<T, Asked> | undefined
  answerLive(picture: CameraPicture, answer: { asked: Asked; result: TaskResult<T> }): void
  readonly manifest: PictureManifest
  readonly runtime: Runtime
  inputOf(image: ImageSource, asked: Asked): TaskInput<T>
}

interface PicturesOptions<M extends PictureManifest, Asked> {
  inputOf(image: ImageSource, asked: Asked): TaskInput<M['task']>
  /** Whether an example can be shown before a model has run; none where nothing is said. */
  isKnown?(example: ImageExample): boolean
}

/** The pictures of a demo: those it opens with, those it is given, and what the model says of them. */
export function usePictures<M extends PictureManifest, Asked>(
  manifest: M,
  runtime: Runtime,
  { inputOf, isKnown = () => false }: PicturesOptions<M, Asked>,
): Pictures<M['task'], Asked> {
  const { session } = useSession(manifest, runtime)
  const sourceOf = usePictureSource(manifest)
  const { state, start, stop } = useRun<M, Subject<Asked>>(manifest, runtime)
  const examples = manifest.examples.filter(({ image }) => sourceOf(image) !== undefined)
  const [live, setLive] = useState<LivePicture<M['task'], Asked>>()
  const still = exhibitOf<M['task'], Asked>(state, { example: examples[0], isKnown })
  const exhibit = live?.answer === undefined ? still : frameOf(live.picture, live.answer)
  const incoming =
    live === undefined
      ? incomingOf<M['task'], Asked>(state, exhibit)
      : live.answer === undefined
        ? live.picture
        : undefined

  return {
    exhibit,
    incoming,
    current: incoming ?? (exhibit.kind === 'nothing' ? undefined : exhibit.picture),
    isLoaded: session.status === 'ready',
    // A camera has no end: what runs is the answer to the frame before.
    isRunning: live === undefined && state.status === 'running',
    error: live === undefined && state.status === 'failed' ? state.error : undefined,
    steps: state.status === 'running' ? state.steps : [],
    examples,
    sourceOf,
    show(picture, asked) {
      if (picture.kind === 'camera') {
        setLive((before) => ({ ...(before?.picture === picture && before), picture, asked }))
        return
      }
      setLive(undefined)
      const showTensor = picture.kind === 'file' && picture.drawn === true
      start({ picture, asked }, async (signal) => ({
        ...inputOf(await stillImage(picture, sourceOf, signal), asked),
        ...(showTensor && { showTensor }),
      }))
    },
    stop() {
      if (live === undefined) stop()
      else setLive(undefined)
    },
    live,
    answerLive: (picture, answer) =>
      setLive((before) => (before?.picture === picture ? { ...before, answer } : before)),
    manifest,
    runtime,
    inputOf,
  }
}

function frameOf<T extends PictureTask, Asked>(
  picture: CameraPicture,
  answer: { readonly asked: Asked; readonly result: TaskResult<T> },
): Exhibit<T, Asked> {
  return { kind: 'live', id: picture.id, picture, ...answer }
}
