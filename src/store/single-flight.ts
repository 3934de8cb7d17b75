import { isAbort, VitrineError } from '../protocol/errors.ts'

/** The tabs of this origin, which share one store. */
export interface Tabs {
  /**
   * Runs `work` while no other tab downloads this key; `onWait` is called when one does. Where there are no locks it
   * runs at once.
   * @throws VitrineError `aborted`
   */
  alone<T>(key: string, options: AloneOptions, work: () => Promise<T>): Promise<T>
  /** Whether `work` could run, and did. */
  ifFree(key: string, work: () => Promise<void>): Promise<boolean>
  announce(key: string, loadedBytes: number): void
  /** What the tab that downloads says of its progress. Returns the unsubscriber. */
  hear(key: string, listener: (loadedBytes: number) => void): () => void
}

export interface AloneOptions {
  readonly signal: AbortSignal
  readonly onWait: () => void
}

type Locks = Pick<LockManager, 'request'>
interface News {
  readonly key: string
  readonly loadedBytes: number
}

/** Progress of others is news, not data: a few times a second will do. */
const announceEveryMs = 200

export function createTabs(locks = theLocks(), openChannel = theChannel): Tabs {
  let channel: BroadcastChannel | undefined
  const announcedAt = new Map<string, number>()
  const theOne = () => (channel ??= openChannel())

  return {
    async alone(key, { signal, onWait }, work) {
      const once = onlyOnce(work)
      try {
        if (locks === undefined) return await once.run()
        const name = lockName(key)
        const first = await locks.request(name, { ifAvailable: true }, async (lock) =>
          lock === null ? undefined : { result: await once.run() },
        )
        if (first !== undefined) return first.result
        onWait()
        return await locks.request(name, { signal }, once.run)
      } catch (error) {
        if (signal.aborted && isAbort(error)) throw new VitrineError('aborted')
        // The lock itself was refused, as in a frame of another site.
        if (!once.hasRun()) return once.run()
        throw error
      }
    },
    async ifFree(key, work) {
      if (locks === undefined) return work().then(() => true)
      return locks.request(lockName(key), { ifAvailable: true }, async (lock) => {
        if (lock !== null) await work()
        return lock !== null
      })
    },
    announce(key, loadedBytes) {
      const now = performance.now()
      if (now - (announcedAt.get(key) ?? -Infinity) < announceEveryMs) return
      announcedAt.set(key, now)
      theOne()?.postMessage({ key, loadedBytes } satisfies News)
    },
    hear(key, listener) {
      const onMessage = ({ data }: MessageEvent<News>) => {
        if (data.key === key) listener(data.loadedBytes)
      }
      theOne()?.addEventListener('message', onMessage)
      return () => channel?.removeEventListener('message', onMessage)
    },
  }
}

function onlyOnce<T>(work: () => Promise<T>) {
  let started = false
  return {
    hasRun: () => started,
    run() {
      started = true
      return work()
    },
  }
}

function lockName(key: string): string {
  return `vitrine-file:${key}`
}

function theLocks(): Locks | undefined {
  try {
    return 'locks' in navigator ? navigator.locks : undefined
  } catch {
    return undefined
  }
}

function theChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel('vitrine-store')
  } catch {
    return undefined
  }
}
