import { afterEach, describe, expect, it, vi } from 'vitest'
import type { DeafWork, OpenArgs, OpenedModel, Reply, Request } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { Described } from '../protocol/source.ts'
import { unasked } from '../testing/unasked.ts'
import { serve, type Handlers } from '../worker/serve.ts'
import { createClient } from './client.ts'
import { createEngine } from './host.ts'
import type { Reach, WorkerHandle } from './spawn.ts'

const manifest = {
  id: 'a',
  task: 'text-generation',
  base: 'models/a/',
} as TextGenerationManifest
const opened = { sizeBytes: 1 } as OpenedModel
const described = { models: ['model.onnx'] } as unknown as Described
const input = (prompt: string) => ({ prompt }) as never

/**
 * A worker without a worker: same protocol, same queue, one thread. `workers` records every one that was started.
 * The first of them never comes back from `stuckIn`.
 */
function setUp({
  run,
  open,
  stuckIn,
  ...others
}: Partial<Handlers> & { readonly stuckIn?: DeafWork } = {}) {
  const workers: { handle: WorkerHandle; reach: Reach; opens: OpenArgs[] }[] = []
  const engine = createEngine({
    pageUrl: 'https://example.org/',
    spawn(reach) {
      const opens: OpenArgs[] = []
      let toWorker: (request: Request) => void = () => {}
      let toPage: (reply: Reply) => void = () => {}
      let dead = false
      let isStuck = false
      serve(
        {
          post: (reply) => {
            if (isStuck) return
            isStuck = reply.status === 'deaf' && reply.work === stuckIn && workers.length === 1
            queueMicrotask(() => !dead && toPage(reply))
          },
          listen: (listener) => (toWorker = listener),
        },
        {
          ...unasked,
          ...others,
          async open(args, context) {
            opens.push(args)
            return open === undefined ? opened : open(args, context)
          },
          run:
            run ?? (async (args) => ({ text: (args.input as { prompt: string }).prompt }) as never),
        },
      )
      const client = createClient({
        post: (request) => queueMicrotask(() => !dead && toWorker(request)),
        listen: (listener) => (toPage = listener),
        end: (code, facts) => handle.end(code, facts),
      })
      const handle: WorkerHandle = {
        client,
        isDead: () => dead,
        end(code, facts) {
          dead = true
          client.bury(code, facts)
        },
      }
      workers.push({ handle, reach, opens })
      return handle
    },
  })
  return { engine, workers }
}

afterEach(() => vi.useRealTimers())

describe('the engine', () => {
  it('runs the model that it opened', async () => {
    const { engine } = setUp()
    const model = await engine.open(manifest, { runtime: 'auto' })
    await expect(model.run(input('hello'))).resolves.toEqual({ text: 'hello' })
  })

  it('ends the worker of the model before when another is opened', async () => {
    const { engine, workers } = setUp()
    await engine.open(manifest, { runtime: 'auto' })
    await engine.open(manifest, { runtime: 'auto' })
    expect(workers.map(({ handle }) => handle.isDead())).toEqual([true, false])
  })

  it('rejects a load that is given up, and ends its worker', async () => {
    const { engine, workers } = setUp({ open: () => new Promise(() => {}) })
    const controller = new AbortController()
    const opening = engine.open(manifest, { runtime: 'auto', signal: controller.signal })
    controller.abort()
    await expect(opening).rejects.toMatchObject({ code: 'aborted' })
    expect(workers[0]?.handle.isDead()).toBe(true)
  })
})

describe('a worker that dies', () => {
  it('in the middle of a run rejects it once, and the next run works in a new worker', async () => {
    let first = true
    const { engine, workers } = setUp({
      run: async () => {
        if (!first) return { text: 'again' } as never
        first = false
        workers[0]?.handle.end('worker-died')
        return new Promise(() => {})
      },
    })
    const model = await engine.open(manifest, { runtime: 'auto' })
    await expect(model.run(input('a'))).rejects.toMatchObject({ code: 'worker-died' })
    await expect(model.run(input('a'))).resolves.toEqual({ text: 'again' })
    expect(workers).toHaveLength(2)
    expect(workers[1]?.opens).toHaveLength(1)
  })

  it('between two runs is replaced without a word, and those who show the runtime are told', async () => {
    const { engine, workers } = setUp()
    const model = await engine.open(manifest, { runtime: 'auto' })
    const onReopened = vi.fn()
    model.onReopened(onReopened)
    workers[0]?.handle.end('worker-died')
    await expect(model.run(input('b'))).resolves.toEqual({ text: 'b' })
    expect(onReopened).toHaveBeenCalledExactlyOnceWith(opened)
  })
})

describe('a runtime that trapped or ran out of memory', () => {
  it.each(['worker-died', 'out-of-memory'] as const)(
    'as %s says so once, and the next run works in a new worker',
    async (code) => {
      let first = true
      const { engine, workers } = setUp({
        run: async () => {
          if (!first) return { text: 'again' } as never
          first = false
          throw new VitrineError(code)
        },
      })
      const model = await engine.open(manifest, { runtime: 'auto' })
      await expect(model.run(input('a'))).rejects.toMatchObject({ code })
      await expect(model.run(input('a'))).resolves.toEqual({ text: 'again' })
      expect(workers.map(({ handle }) => handle.isDead())).toEqual([true, false])
    },
  )

  it('does not happen for any other failure', async () => {
    const { engine, workers } = setUp({
      run: () => Promise.reject(new VitrineError('run-failed')),
    })
    const model = await engine.open(manifest, { runtime: 'auto' })
    await expect(model.run(input('a'))).rejects.toMatchObject({ code: 'run-failed' })
    expect(workers[0]?.handle.isDead()).toBe(false)
  })
})

describe('an export in which a worker gets stuck', () => {
  const outcomeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'answered',
      (error: unknown) => error,
    )

  it('costs the worker, and the next run works in another', async () => {
    vi.useFakeTimers()
    const { engine, workers } = setUp({
      stuckIn: 'encode',
      run: async (_args, { deaf }) => deaf('encode', 2000, () => ({ text: 'read' }) as never),
    })
    const model = await engine.open(manifest, { runtime: 'auto' })
    const stuck = outcomeOf(model.run(input('aaaa')))
    const behind = model.run(input('b'))
    await vi.advanceTimersByTimeAsync(2000)
    expect(await stuck).toMatchObject({
      code: 'export-stuck',
      facts: { work: 'encode', seconds: 2 },
    })
    await expect(behind).resolves.toEqual({ text: 'read' })
    expect(workers.map(({ handle }) => handle.isDead())).toEqual([true, false])
  })

  it('is told of when it is opened, and can be opened again', async () => {
    vi.useFakeTimers()
    const { engine, workers } = setUp({
      stuckIn: 'make-tokenizer',
      open: async (_args, { deaf }) => deaf('make-tokenizer', 3000, () => opened),
    })
    const stuck = outcomeOf(engine.open(manifest, { runtime: 'auto' }))
    await vi.advanceTimersByTimeAsync(3000)
    expect(await stuck).toMatchObject({ code: 'export-stuck' })
    expect(workers[0]?.handle.isDead()).toBe(true)
    const model = await engine.open(manifest, { runtime: 'auto' })
    await expect(model.run(input('b'))).resolves.toEqual({ text: 'b' })
  })
})

describe('a run that is given up', () => {
  it('takes its worker with it when the worker does not let go', async () => {
    vi.useFakeTimers()
    const { engine, workers } = setUp({ run: () => new Promise(() => {}) })
    const model = await engine.open(manifest, { runtime: 'auto' })
    const controller = new AbortController()
    const running = model.run(input('a'), { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(1)
    controller.abort()
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
    expect(workers[0]?.handle.isDead()).toBe(false)
    await vi.advanceTimersByTimeAsync(500)
    expect(workers[0]?.handle.isDead()).toBe(true)
  })

  it('does not take the run behind it along', async () => {
    vi.useFakeTimers()
    let runs = 0
    const { engine } = setUp({
      run: async () => (runs++ === 0 ? new Promise(() => {}) : ({ text: 'second' } as never)),
    })
    const model = await engine.open(manifest, { runtime: 'auto' })
    const controller = new AbortController()
    const first = model.run(input('a'), { signal: controller.signal })
    await vi.advanceTimersByTimeAsync(1)
    controller.abort()
    await expect(first).rejects.toMatchObject({ code: 'aborted' })
    const second = model.run(input('b'))
    await vi.advanceTimersByTimeAsync(600)
    await expect(second).resolves.toEqual({ text: 'second' })
  })
})

describe('a lost GPU', () => {
  it('costs the visitor nothing: a new worker on WASM repeats the run', async () => {
    let runs = 0
    const { engine, workers } = setUp({
      run: async () => {
        if (runs++ === 0) throw new VitrineError('gpu-lost')
        return { text: 'on wasm' } as never
      },
    })
    const model = await engine.open(manifest, { runtime: 'auto' })
    await expect(model.run(input('a'))).resolves.toEqual({ text: 'on wasm' })
    expect(workers[0]?.handle.isDead()).toBe(true)
    expect(workers[1]?.opens[0]).toMatchObject({ runtime: 'wasm', gpuLost: true })
  })
})

describe('what a worker may reach', () => {
  it.each([
    ['models/a/', 'site'],
    ['https://example.org/elsewhere/', 'site'],
    ['local:0b1f/', 'site'],
    ['https://models.example.net/a/', 'anywhere'],
    ['http://example.org/a/', 'anywhere'],
  ])('for an export at %s is %s', async (base, reach) => {
    const { engine, workers } = setUp()
    await engine.open({ ...manifest, base }, { runtime: 'auto' })
    expect(workers.map((worker) => worker.reach)).toEqual([reach])
  })

  it('for a question about a link is decided by the link', async () => {
    const { engine, workers } = setUp({ describe: async () => described })
    await engine.describe({ kind: 'link', url: 'https://models.example.net/a/' })
    await engine.describe({ kind: 'files', name: 'a', files: [] })
    expect(workers.map((worker) => worker.reach)).toEqual(['anywhere', 'site'])
  })
})

describe('a question about an export', () => {
  it('has a worker of its own for as long as it takes, and leaves the open model alone', async () => {
    const { engine, workers } = setUp({ describe: async () => described })
    await engine.open(manifest, { runtime: 'auto' })
    await expect(
      engine.describe({ kind: 'files', name: 'a', files: [] }, { author: { title: 'Mine' } }),
    ).resolves.toBe(described)
    expect(workers.map(({ handle }) => handle.isDead())).toEqual([false, true])
  })

  it('that fails ends its worker too', async () => {
    const { engine, workers } = setUp({
      stored: () => Promise.reject(new VitrineError('out-of-memory')),
    })
    await expect(engine.stored()).rejects.toMatchObject({ code: 'out-of-memory' })
    expect(workers[0]?.handle.isDead()).toBe(true)
  })

  it('that is given up is answered at once and ends its worker, whatever that is doing', async () => {
    const { engine, workers } = setUp({ inspect: () => new Promise(() => {}) })
    const controller = new AbortController()
    const asking = engine.inspect(manifest, { signal: controller.signal })
    controller.abort()
    await expect(asking).rejects.toMatchObject({ code: 'aborted' })
    expect(workers[0]?.handle.isDead()).toBe(true)
  })

  it('that is given up before it is asked starts nothing', async () => {
    const { engine, workers } = setUp()
    const asking = engine.inspect(manifest, { signal: AbortSignal.abort() })
    await expect(asking).rejects.toMatchObject({ code: 'aborted' })
    expect(workers).toEqual([])
  })
})
