import { VitrineError } from '../protocol/errors.ts'
import type { PictureManifest } from '../protocol/manifest.ts'
import type { ImageExample } from '../protocol/picture-manifests.ts'
import type { ImageSource } from '../protocol/picture-tasks.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { TaskInput, TaskProgress } from '../protocol/tasks.ts'
import { useRun } from '../queries/use-run.ts'
import { useSession } from '../queries/use-session.ts'
import { fetchPicture, usePictureSource, type PictureSource } from './example-picture.tsx'
import { exhibitOf, incomingOf, type Exhibit, type PictureTask, type Subject } from './exhibit.ts'
import type { Picture } from './picture.ts'

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
  /** Runs the model on a picture; a run under way is given up. */
  show(picture: Picture, asked: Asked): void
  stop(): void
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
  const exhibit = exhibitOf<M['task'], Asked>(state, { example: examples[0], isKnown })
  const incoming = incomingOf<M['task'], Asked>(state, exhibit)

  async function imageOf(picture: Picture, signal: AbortSignal): Promise<ImageSource> {
    if (picture.kind === 'file') return picture.file
    const path = picture.example.image
    const source = sourceOf(path)
    if (source === undefined) throw new VitrineError('file-unreachable', { path })
    return fetchPicture(source, signal)
  }

  return {
    exhibit,
    incoming,
    current: incoming ?? (exhibit.kind === 'nothing' ? undefined : exhibit.picture),
    isLoaded: session.status === 'ready',
    isRunning: state.status === 'running',
    error: state.status === 'failed' ? state.error : undefined,
    steps: state.status === 'running' ? state.steps : [],
    examples,
    sourceOf,
    show: (picture, asked) =>
      start({ picture, asked }, async (signal) => inputOf(await imageOf(picture, signal), asked)),
    stop,
  }
}
