/** The page's end of `store-worker.ts`. Bundled by `store-page.ts`. */
import type { ToolCalls, ToolFetch, ToolOptions } from './store-worker.ts'

let worker = start()
let lastId = 0

function start(): Worker {
  return new Worker('store-worker.js', { type: 'module' })
}

function ask(call: keyof ToolCalls, args: unknown, options: ToolOptions): Promise<unknown> {
  const id = ++lastId
  const asked = worker
  return new Promise((resolve, reject) => {
    asked.addEventListener('message', ({ data }: MessageEvent) => {
      if (data.id !== id) return
      if ('error' in data) reject(new Error(data.error))
      else resolve(data.result)
    })
    asked.postMessage({ id, call, args, options })
  })
}

let begun: ReturnType<ToolCalls['fetch']> | undefined

export const storeTool = {
  /** Begins to fetch, and resolves when so many bytes are here. */
  begin(args: ToolFetch, options: ToolOptions, untilBytes: number): Promise<void> {
    begun = storeTool.fetch(args, options)
    const asked = worker
    return new Promise((resolve) => {
      asked.addEventListener('message', ({ data }: MessageEvent) => {
        if (data.loadedBytes >= untilBytes) resolve()
      })
      void begun?.then(() => resolve())
    })
  },
  /** What came of it. */
  end: () => begun,
  fetch: (args: ToolFetch, options: ToolOptions = {}) =>
    ask('fetch', args, options) as ReturnType<ToolCalls['fetch']>,
  find: (args: ToolFetch, options: ToolOptions = {}) =>
    ask('find', args, options) as ReturnType<ToolCalls['find']>,
  report: (options: ToolOptions = {}) =>
    ask('report', undefined, options) as ReturnType<ToolCalls['report']>,
  forget: (keys: readonly string[], options: ToolOptions = {}) =>
    ask('forget', keys, options) as ReturnType<ToolCalls['forget']>,
  /** As when a tab is closed, or its worker ended. */
  kill() {
    worker.terminate()
    worker = start()
  },
}

export type StoreTool = typeof storeTool
Object.assign(globalThis, { storeTool })
