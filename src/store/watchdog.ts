/** Nothing came for too long. */
export class Stalled extends Error {
  override readonly name = 'Stalled'
}

export interface Watchdog {
  /** Fires when the caller's own signal does, and when it bit. */
  readonly signal: AbortSignal
  /** The promise, unless it takes too long: then all under `signal` is cut and this rejects with `Stalled`. */
  watch<T>(promise: Promise<T>): Promise<T>
  end(): void
}

export function createWatchdog(outer: AbortSignal, limitMs: number): Watchdog {
  const controller = new AbortController()
  const abort = () => controller.abort()
  if (outer.aborted) abort()
  outer.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    watch(promise) {
      return new Promise((resolve, reject) => {
        const stop = () => reject(new DOMException('stopped', 'AbortError'))
        const timer = setTimeout(() => {
          reject(new Stalled())
          controller.abort()
        }, limitMs)
        if (outer.aborted) stop()
        else outer.addEventListener('abort', stop, { once: true })
        void promise.then(resolve, reject).finally(() => {
          clearTimeout(timer)
          outer.removeEventListener('abort', stop)
        })
      })
    },
    end() {
      outer.removeEventListener('abort', abort)
      controller.abort()
    },
  }
}
