import type { Page } from '@playwright/test'

/** In bytes, after everything that nobody holds was thrown away. */
export interface Memory {
  /** JavaScript's, of the page and of the worker with the model; array buffers included, the runtime's heap not. */
  readonly scripts: number
  /** The runtime's heap, which never shrinks. */
  readonly heap: number
}

interface Answer {
  readonly id: number
  readonly result?: object
  readonly error?: { readonly message: string }
}

interface HeapUsage {
  readonly usedSize: number
  readonly embedderHeapUsedSize: number
  readonly backingStorageSize: number
}

/** Run in a worker before its own script: nothing else leads to the runtime's heap from outside. */
const keepHeaps = `
  globalThis.heapsOfTest = []
  WebAssembly.Memory = class extends WebAssembly.Memory {
    constructor(descriptor) {
      super(descriptor)
      heapsOfTest.push(this)
    }
  }`
const heapBytes = 'heapsOfTest.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)'

/** To be called before the worker with the model is started. */
export async function watchMemory(page: Page): Promise<{ read(): Promise<Memory> }> {
  const devtools = await page.context().newCDPSession(page)
  const workers: string[] = []
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0

  async function ask<Result>(worker: string, method: string, params: object = {}): Promise<Result> {
    const id = ++lastId
    const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    const message = JSON.stringify({ id, method, params })
    await devtools.send('Target.sendMessageToTarget', { sessionId: worker, message })
    const { result, error } = await answer
    waiting.delete(id)
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result as Result
  }

  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer
    waiting.get(answer.id)?.(answer)
  })
  devtools.on('Target.attachedToTarget', ({ sessionId }) => {
    workers.push(sessionId)
    void ask(sessionId, 'Runtime.evaluate', { expression: keepHeaps })
    void ask(sessionId, 'Runtime.runIfWaitingForDebugger')
  })
  // Describing an export has a worker of its own.
  devtools.on('Target.detachedFromTarget', ({ sessionId }) =>
    workers.splice(workers.indexOf(sessionId), 1),
  )
  const how = { autoAttach: true, waitForDebuggerOnStart: true, flatten: false }
  await devtools.send('Target.setAutoAttach', how)

  return {
    async read() {
      const [worker] = workers
      if (worker === undefined) throw new Error('There is no worker')
      await devtools.send('HeapProfiler.collectGarbage')
      await ask(worker, 'HeapProfiler.collectGarbage')
      const ofPage = (await devtools.send('Runtime.getHeapUsage')) as unknown as HeapUsage
      const ofWorker = await ask<HeapUsage>(worker, 'Runtime.getHeapUsage')
      const { result } = await ask<{ result: { value: number } }>(worker, 'Runtime.evaluate', {
        expression: heapBytes,
      })
      return { scripts: sum(ofPage) + sum(ofWorker), heap: result.value }
    },
  }
}

function sum({ usedSize, embedderHeapUsedSize, backingStorageSize }: HeapUsage): number {
  return usedSize + embedderHeapUsedSize + backingStorageSize
}
