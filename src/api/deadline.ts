import { invalid } from './check-body.ts'
import type { ApiRequest } from './http.ts'
import type { Limits } from './limits.ts'

/** Until when a call may go on: until its caller has gone, or its time has passed. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Why the signal fired; undefined where it has not. */
  why(): 'deadline' | 'caller' | undefined
  /** The caller has gone in another way than the signal tells: nobody reads the stream any more. */
  leave(): void
  /** Lets go of timer and caller; to be called in any case. */
  end(): void
}

export function createDeadline(caller: AbortSignal, timeMs: number): Deadline {
  const controller = new AbortController()
  let why: 'deadline' | 'caller' | undefined
  const abort = (reason: 'deadline' | 'caller') => {
    if (controller.signal.aborted) return
    why = reason
    controller.abort()
  }
  const onGone = () => abort('caller')
  const timer = setTimeout(() => abort('deadline'), timeMs)
  if (caller.aborted) onGone()
  else caller.addEventListener('abort', onGone)
  return {
    signal: controller.signal,
    why: () => why,
    leave: onGone,
    end() {
      clearTimeout(timer)
      caller.removeEventListener('abort', onGone)
    },
  }
}

/** @throws ApiError `request-invalid` for a header that is no number of milliseconds */
export function deadlineMs(
  { headers }: Pick<ApiRequest, 'headers'>,
  usual: keyof Limits['deadlineMs'],
  { deadlineMs: usualMs, longestDeadlineMs }: Limits,
): number {
  const given = headers[deadlineHeader]
  if (given === undefined) return usualMs[usual]
  const timeMs = /^\d{1,9}$/.test(given.trim()) ? Number(given) : 0
  if (timeMs >= 1 && timeMs <= longestDeadlineMs) return timeMs
  const msg = `Input should be a whole number of milliseconds from 1 to ${longestDeadlineMs}`
  throw invalid([{ type: 'int_parsing', loc: ['header', deadlineHeader], msg }])
}

export const deadlineHeader = 'x-deadline-ms'
