import { VitrineError } from '../protocol/errors.ts'
import type { Outside } from './outside.ts'
import { createRetries } from './retries.ts'
import type { FetchContext } from './store.ts'
import { Stalled } from './watchdog.ts'

/** What a download does when it cannot go on: wait and let it be tried again, or give up with the right words. */
export interface Setbacks {
  /** @throws `giveUp` when it has been tried often enough, `aborted` */
  wait(giveUp: VitrineError, haveBytes: number, retryAfterMs?: number): Promise<void>
  /** A connection failed, or nothing came over it. */
  waitForNetwork(cause: unknown, haveBytes: number): Promise<void>
  /** The server has said something: it is there, and may be read. */
  heard(): void
}

export function createSetbacks(
  { url, path, startBytes }: { url: string; path: string; startBytes: number },
  { signal, onWait }: FetchContext,
  { patience, isOnline, origin, sleep }: Outside,
): Setbacks {
  const retries = createRetries(patience, startBytes)
  // Of a download begun earlier the server was heard then.
  let isHeard = startBytes > 0
  let unheard = 0

  async function wait(giveUp: VitrineError, haveBytes: number, retryAfterMs?: number) {
    const delayMs = retries.next(haveBytes, retryAfterMs)
    if (delayMs === undefined) throw giveUp
    if (delayMs === 0) return
    onWait({ for: 'retry', seconds: Math.ceil(delayMs / 1000) })
    await sleep(delayMs, signal).catch(() => {
      throw new VitrineError('aborted')
    })
    onWait(undefined)
  }

  function networkError(cause: unknown): VitrineError {
    const seconds = Math.round(patience.stallMs / 1000)
    if (cause instanceof Stalled) return new VitrineError('file-stalled', { path, seconds })
    if (!isOnline()) return new VitrineError('offline', { path }, { cause })
    const target = new URL(url, origin)
    return target.origin !== origin && !isHeard
      ? new VitrineError('file-blocked', { path, host: target.host }, { cause })
      : new VitrineError('file-unreachable', { path }, { cause })
  }

  return {
    wait,
    async waitForNetwork(cause, haveBytes) {
      const error = networkError(cause)
      // What CORS forbids looks like a failed connection: the second time says that it is no accident.
      const isHopeless =
        error.code === 'offline' || (error.code !== 'file-unreachable' && unheard++ > 0)
      if (!isHeard && isHopeless) throw error
      await wait(error, haveBytes)
    },
    heard() {
      isHeard = true
    },
  }
}
