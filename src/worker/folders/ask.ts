import { VitrineError } from '../../protocol/errors.ts'
import { sleep } from '../../store/outside.ts'
import { patience, retryAfterMs } from '../../store/retries.ts'
import { createWatchdog, Stalled, type Watchdog } from '../../store/watchdog.ts'

/** What came of a request: an answer, or that the file is not there as far as one can tell. */
export type Asked =
  | { readonly is: 'there'; readonly response: Response; readonly dog: Watchdog }
  /** `trouble`: the server did not say "not found", but something that servers say in its place. */
  | { readonly is: 'absent'; readonly trouble?: VitrineError }

type Answer =
  | Asked
  | {
      readonly is: 'failed'
      readonly error: VitrineError
      /** It would be the same for a file that is there; else the file may just not be there. */
      readonly isCertain: boolean
      readonly tries: number
      readonly waitMs?: number | undefined
    }

export interface Request {
  readonly url: string
  /** For the errors. */
  readonly path: string
  readonly init: RequestInit
  readonly signal: AbortSignal
  readonly isForeign: boolean
  /** The host lets nobody read that it does not have a file: there is no sense in asking a second time. */
  readonly isClosed?: boolean
}

/** Between two tries. */
const delaysMs = [500, 1500]
const longestWaitMs = 20_000

/** @throws VitrineError when no file can come from there now: the server is in trouble, or the connection is. */
export async function ask(request: Request): Promise<Asked> {
  for (let attempt = 0; ; attempt++) {
    const answer = await once(request)
    if (answer.is !== 'failed') return answer
    const { error, isCertain, tries, waitMs = delaysMs[attempt] ?? 0 } = answer
    if (attempt + 1 < tries) await sleep(Math.min(waitMs, longestWaitMs), request.signal)
    else if (isCertain) throw error
    else return { is: 'absent', trouble: error }
  }
}

async function once({
  url,
  path,
  init,
  signal,
  isForeign,
  isClosed = false,
}: Request): Promise<Answer> {
  const dog = createWatchdog(signal, patience.stallMs)
  try {
    const response = await dog.watch(
      fetch(url, { ...init, signal: dog.signal, credentials: 'same-origin' }),
    )
    if (response.ok) return { is: 'there', response, dog }
    // Cuts what nobody reads.
    dog.end()
    return refusal(response, path)
  } catch (cause) {
    dog.end()
    if (signal.aborted) throw new VitrineError('aborted')
    if (cause instanceof VitrineError) throw cause
    const error = brokenOff({ url, path, isForeign }, cause)
    // Many hosts say that they do not have a file without the words that would let us read it.
    const isCertain = error.code !== 'file-blocked'
    const isFinal = error.code === 'offline' || (isClosed && !isCertain)
    return { is: 'failed', error, isCertain, tries: isFinal ? 1 : 2 }
  }
}

function refusal({ status, headers }: Response, path: string): Answer {
  if (status === 404 || status === 410) return { is: 'absent' }
  if (status === 429 || status === 503) {
    const error = new VitrineError('file-busy', { path, status })
    const waitMs = retryAfterMs(headers, Date.now())
    return { is: 'failed', error, isCertain: true, tries: 3, waitMs }
  }
  if (status === 401 || status === 403) {
    return { is: 'absent', trouble: new VitrineError('file-forbidden', { path, status }) }
  }
  const error = new VitrineError('file-unreachable', { path, status })
  if (status < 500 || status === 501) return { is: 'absent', trouble: error }
  return { is: 'failed', error, isCertain: true, tries: 3 }
}

/** What it means that a connection did not come about, or broke. */
export function brokenOff(
  { url, path, isForeign }: Pick<Request, 'url' | 'path' | 'isForeign'>,
  cause: unknown,
): VitrineError {
  if (!navigator.onLine) return new VitrineError('offline', { path })
  if (cause instanceof Stalled) {
    return new VitrineError('file-stalled', { path, seconds: patience.stallMs / 1000 })
  }
  if (!isForeign) return new VitrineError('file-unreachable', { path }, { cause })
  const { host } = new URL(url)
  return new VitrineError('file-blocked', { host, path: 'its files' }, { cause })
}
