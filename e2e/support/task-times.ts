import type { Browser, Page } from '@playwright/test'

interface TraceEvent {
  readonly pid: number
  readonly tid: number
  readonly ph: string
  readonly name: string
  readonly ts: number
  /** Of the processor's time, microseconds; a machine that is busy with other things does not count. */
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } }
}

export interface TaskTimes {
  /** How long the longest tasks of the page's main thread took, longest first, in milliseconds of processor time. */
  readonly tasks: readonly number[]
  /** The longest time that the page's own handlers took for an event of this type. */
  handlers(type: string): number
}

/**
 * What the page's main thread does during `work`, from the page's `performance.mark(start)` on.
 *
 * The browser's own reports of long tasks count time on the clock, which on a machine that has other things to do says
 * nothing about the page: a task of 7 ms was seen to last for 680. Its trace has both.
 */
export async function traceTasks(
  browser: Browser,
  page: Page,
  start: string,
  work: () => Promise<void>,
): Promise<TaskTimes> {
  const categories = ['devtools.timeline', 'toplevel', 'blink.user_timing']
  await browser.startTracing(page, { categories })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[]
  }
  const mark = traceEvents.find(({ name }) => name === start)
  if (mark === undefined) throw new Error(`The page never marked “${start}”`)
  const own = traceEvents.filter(({ pid, tid, ph }) => {
    return pid === mark.pid && tid === mark.tid && ph === 'X'
  })
  const isTask = (name: string) => /(?:^|::)RunTask$/.test(name)
  const tasks = own.filter(({ name, ts }) => isTask(name) && ts >= mark.ts).map(cpuMs)
  if (tasks.length === 0) throw new Error('The trace holds no tasks')
  return {
    tasks: tasks.toSorted((one, other) => other - one).slice(0, 10),
    handlers: (type) =>
      Math.max(
        0,
        ...own
          .filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === type)
          .map(cpuMs),
      ),
  }
}

function cpuMs({ tdur = 0 }: TraceEvent): number {
  return tdur / 1000
}
