/** The second peer of tables: one worker with ONNX Runtime Web in it. */
import type { BareCall, BareReply, BareRun, BareSetup } from './table-calls.ts'
import type { TableRow } from '../../src/protocol/table-tasks.ts'

let worker: Worker | undefined

export const bareTables = {
  async open(setup: Omit<BareSetup, 'runtimeUrl'>): Promise<void> {
    bareTables.close()
    worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' })
    const runtimeUrl = new URL('runtime/', location.href).href
    await call({ call: 'open', args: { ...setup, runtimeUrl } })
  },

  async run(rows: readonly TableRow[]): Promise<BareRun> {
    const result = await call({ call: 'run', args: { rows } })
    if (result === undefined) throw new Error('No rows came back')
    return result
  },

  close(): void {
    worker?.terminate()
    worker = undefined
  },
}

function call(request: BareCall): Promise<BareRun | undefined> {
  const current = worker
  if (current === undefined) throw new Error('No bare runtime is open')
  return new Promise((resolve, reject) => {
    const settled = new AbortController()
    const { signal } = settled
    current.addEventListener(
      'message',
      ({ data }: MessageEvent<BareReply>) => {
        settled.abort()
        if (data.status === 'done') resolve(data.result)
        else reject(new Error(`onnxruntime-web: ${data.message}`))
      },
      { signal },
    )
    current.addEventListener(
      'error',
      ({ message }) => {
        settled.abort()
        reject(new Error(`onnxruntime-web: ${message}`))
      },
      { signal },
    )
    current.postMessage(request)
  })
}
