import { VitrineError } from '../protocol/errors.ts'

/** `promise`, or `aborted` as soon as the signal fires: the person who pressed Stop does not wait for the worker. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new VitrineError('aborted'))
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
