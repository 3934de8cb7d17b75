import type { RelayCall, RelayOffer } from '../protocol/api-relay.ts'

/** What can be told of a call without knowing what it means: enough to find the page that has the right model. */
export interface Wish {
  /** Named by the caller. */
  readonly model?: string
  readonly fits: (task: string) => boolean
}

const anyTask = () => true
const isTextGeneration = (task: string) => task === 'text-generation'
const isOfPictures = (task: string) => task.startsWith('image-') || task === 'object-detection'
const isOfTables = (task: string) => task.startsWith('tabular-')
const readsTexts = (task: string) =>
  ['text-classification', 'fill-mask', 'feature-extraction'].includes(task)

/** What a key of the body says of the task. */
const tasksByKey: readonly [key: string, fits: (task: string) => boolean][] = [
  ['image', isOfPictures],
  ['images', isOfPictures],
  ['features', isOfTables],
  ['rows', isOfTables],
  ['text', readsTexts],
  ['texts', readsTexts],
  ['prompt', isTextGeneration],
  ['messages', isTextGeneration],
]

/** What a call wishes for, as far as its route and its body show. */
export function wishOf({
  path,
  headers,
  body,
}: Pick<RelayCall, 'path' | 'headers' | 'body'>): Wish {
  const isPicture = /^(?:image\/|application\/octet-stream)/.test(headers['content-type'] ?? '')
  const said = isPicture ? { image: '' } : firstOf(jsonOf(body))
  const byKey = tasksByKey.find(([key]) => key in said)?.[1]
  const fits = path === 'generate' ? isTextGeneration : byKey
  const model = modelOfPath(path) ?? said['model']
  return { fits: fits ?? anyTask, ...(typeof model === 'string' && { model }) }
}

/** "model/info/stories" */
function modelOfPath(path: string): string | undefined {
  const part = /^model\/info\/([^/]+)$/.exec(path)?.[1]
  try {
    return part && decodeURIComponent(part)
  } catch {
    return part
  }
}

/** A batch tells by its first one what it holds. */
function firstOf(json: unknown): Readonly<Record<string, unknown>> {
  // A bare string is a picture in base64, as in the examples that this API replaces.
  if (typeof json === 'string') return { image: json }
  if (typeof json !== 'object' || json === null) return {}
  const { items } = json as { items?: unknown }
  return Array.isArray(items) ? firstOf(items[0]) : { ...json }
}

function jsonOf(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/**
 * The one of the pages that a call goes to: whose model was named, else whose task fits, else any with a model, else
 * any at all, for that one knows what to say. Ready before loading; then the order they are given in.
 */
export function choosePage<P>(
  offers: readonly { readonly page: P; readonly offer: RelayOffer }[],
  wish: Wish,
): P | undefined {
  const [best] = [...offers].sort((a, b) => rank(b.offer, wish) - rank(a.offer, wish))
  return best?.page
}

/** Whether no other page has to be waited for. */
export function isBest({ model, task, isReady }: RelayOffer, wish: Wish): boolean {
  if (wish.model !== undefined) return isReady && model === wish.model
  return isReady && task !== undefined && wish.fits(task)
}

function rank({ model, task, isReady }: RelayOffer, wish: Wish): number {
  if (model === undefined) return 0
  const isNamed = model === wish.model
  const fits = task !== undefined && wish.fits(task)
  return 1 + (isNamed ? 4 : 0) + (fits ? 2 : 0) + (isReady ? 1 : 0)
}
