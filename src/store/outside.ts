import { patience, type Patience } from './retries.ts'

/** Everything the store asks of the world besides storage, so that tests can give it another. */
export interface Outside {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Rejects when `signal` fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly isOnline: () => boolean
  /** Of the page; a server of another origin hides most of its headers. */
  readonly origin: string
  readonly patience: Patience
}

export function theOutside(): Outside {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    sleep,
    isOnline: () => navigator.onLine,
    origin: location.origin,
    patience,
  }
}

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('stopped', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
