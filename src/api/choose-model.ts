import type { Manifest, Task } from '../protocol/manifest.ts'
import { ApiError } from './errors.ts'
import type { ApiHost, HostedManifest } from './host.ts'
import { shorten } from './json-objects.ts'

/** What a call brings, and which tasks take that. */
export interface Wanted {
  /** For people: "a picture". */
  readonly what: string
  readonly field: string
  readonly tasks: readonly Task[] | 'any'
}

const readiness = { ready: 0, loading: 1, idle: 2 } as const

/**
 * The model of this id, or the first one that fits: those that are ready before those that load, those before the rest.
 * @throws ApiError `model-unknown`, `model-unfit`, `model-not-loaded`
 */
export async function chooseModel(
  host: ApiHost,
  id: string | undefined,
  wanted: Wanted,
): Promise<HostedManifest> {
  const models = await host.models()
  if (id !== undefined) {
    const named = models.find(({ manifest }) => manifest.id === id)
    if (named === undefined) throw modelUnknown(id, models)
    if (!fits(named.manifest, wanted)) throw modelUnfit(named.manifest, wanted)
    return named
  }
  const [first] = models
    .filter(({ manifest }) => fits(manifest, wanted))
    .sort((a, b) => readiness[a.status] - readiness[b.status])
  if (first !== undefined) return first
  const message =
    models.length === 0
      ? undefined
      : `Model not loaded: none that takes ${wanted.what} is open here. There is ${idsOf(models)}.`
  throw new ApiError('model-not-loaded', { ...(message !== undefined && { message }) })
}

export function modelUnknown(id: string, models: readonly HostedManifest[]): ApiError {
  const there = models.length === 0 ? 'No model is open' : `There is ${idsOf(models)}`
  return new ApiError('model-unknown', {
    field: 'model',
    message: `There is no model “${shorten(id)}” here. ${there}.`,
    detail: 'Model not found',
  })
}

function modelUnfit({ id, task }: Manifest, { what, field }: Wanted): ApiError {
  const message = `“${shorten(id)}” does not take ${what}: it is a model of ${task}, which takes ${takes[task]}.`
  return new ApiError('model-unfit', { field, message })
}

function fits({ task }: Manifest, { tasks }: Wanted): boolean {
  return tasks === 'any' || tasks.includes(task)
}

const pictureBody = '{"image": …} (POST predict)'
const rowBody = '{"features": …} or {"rows": …} (POST predict)'
const textBody = '{"text": …} (POST predict)'

/** By task, the body that it takes. */
export const takes: Record<Task, string> = {
  'image-classification': pictureBody,
  'object-detection': pictureBody,
  'image-segmentation': pictureBody,
  'image-to-image': pictureBody,
  'tabular-classification': rowBody,
  'tabular-regression': rowBody,
  'text-classification': textBody,
  'fill-mask': textBody,
  'feature-extraction': '{"texts": …} (POST predict)',
  'text-generation': '{"prompt": …} (POST generate)',
  tensors: '{"tensor": …} or {"tensors": …} (POST predict)',
}

/** Between choice and opening another export took the place of this id. */
export function changedMeanwhile(task: Task): ApiError {
  return new ApiError('model-not-loaded', {
    message: `Model not loaded: another one, of ${task}, has taken its place. Call again.`,
  })
}

/** As many as a sentence holds. */
function idsOf(models: readonly HostedManifest[]): string {
  const ids = models.slice(0, 20).map(({ manifest }) => `“${shorten(manifest.id)}”`)
  return models.length > ids.length ? `${ids.join(', ')}, …` : ids.join(', ')
}

/** @throws ApiError `model-not-loaded` where there is none at all */
export function chooseReady(models: readonly HostedManifest[]): HostedManifest {
  const [first] = models.toSorted((a, b) => readiness[a.status] - readiness[b.status])
  if (first === undefined) throw new ApiError('model-not-loaded')
  return first
}
