import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import type { OpenArgs, OpenedModel, Reply, Request } from '../protocol/calls.ts'
import { unasked } from '../testing/unasked.ts'
import { serve, type Handlers } from '../worker/serve.ts'
import { createClient, type ClientPort } from './client.ts'

const opened = {} as OpenedModel
const args = {} as OpenArgs
const input = { input: { prompt: '' } } as never

/** Both ends of the protocol over a real `MessageChannel`: what cannot be cloned does not pass. */
function connect(handlers: Partial<Handlers>) {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const requests: Request[] = []
  const ended: object[] = []
  const replies: Reply[] = []
  serve(
    {
      post: (reply) => port2.postMessage(reply),
      listen: (listener) =>
        port2.on('message', (request: Request) => {
          requests.push(request)
          listener(request)
        }),
    },
    {
      ...unasked,
      open: async () => opened,
      run: async () => ({}) as never,
      ...handlers,
    },
  )
  const client = createClient({
    post: (request, transfer) => port1.postMessage(request, transfer as never),
    listen: (listener) =>
      port1.on('message', (reply: Reply) => {
        replies.push(reply)
        listener(reply)
      }),
    end: (code, facts) => {
      ended.push({ code, facts })
      client.bury(code, facts)
    },
  })
  return { client, requests, replies, ended }
}

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

describe('a call from the page to the worker', () => {
  it('is answered with the result of its handler', async () => {
    const { client } = connect({ open: async () => ({ ...opened, sizeBytes: 7 }) })
    await expect(client.call('open', args).result).resolves.toEqual({ sizeBytes: 7 })
  })

  it('hears every progress message before its result, in order', async () => {
    const seen: unknown[] = []
    const { client } = connect({
      run: async (_args, { report }) => {
        for (const index of [0, 1, 2]) report({ index } as never)
        return {} as never
      },
    })
    await client.call('run', input, { onProgress: (progress) => seen.push(progress) }).result
    expect(seen).toEqual([{ index: 0 }, { index: 1 }, { index: 2 }])
  })

  it('takes few messages for what a quick model says, and hears all of it', async () => {
    const heard: number[] = []
    const { client, replies } = connect({
      run: async (_args, { report }) => {
        for (let index = 0; index < 500; index++) report({ index } as never)
        return {} as never
      },
    })
    const onProgress = (progress: unknown) => heard.push((progress as { index: number }).index)
    await client.call('run', input, { onProgress }).result
    expect(heard).toEqual(Array.from({ length: 500 }, (_, index) => index))
    // Made within a millisecond or two: the first goes at once, the rest with the result's own message.
    expect(replies.filter(({ status }) => status === 'progress').length).toBeLessThan(50)
  })

  it('hears at once how far a load is, for it may stay there', async () => {
    const { client, replies } = connect({
      open: async (_args, { report }) => {
        for (const loadedBytes of [1, 2, 3]) report({ loadedBytes } as never)
        return opened
      },
    })
    await client.call('open', args).result
    expect(replies.map(({ status }) => status)).toEqual([
      'progress',
      'progress',
      'progress',
      'done',
    ])
  })

  it('brings the code, the facts and the raw text of an error across', async () => {
    const { client } = connect({
      open: async () => {
        throw new VitrineError('file-missing', { path: 'a.onnx' }, { cause: new Error('raw') })
      },
    })
    await expect(client.call('open', args).result).rejects.toMatchObject({
      code: 'file-missing',
      facts: { path: 'a.onnx' },
      detail: 'Error: raw',
    })
  })

  it('gets one answer even when the handler throws something of its own', async () => {
    const { client } = connect({
      open: async () => {
        throw new TypeError('x is undefined')
      },
    })
    await expect(client.call('open', args).result).rejects.toMatchObject({ code: 'unexpected' })
  })

  it('is served although the one before it failed', async () => {
    const { client } = connect({
      open: async () => {
        throw new Error('first')
      },
      run: async () => ({ text: 'fine' }) as never,
    })
    const first = client.call('open', args).result
    const second = client.call('run', input).result
    await expect(first).rejects.toMatchObject({ code: 'unexpected' })
    await expect(second).resolves.toEqual({ text: 'fine' })
  })

  it('never runs beside another one', async () => {
    let running = 0
    let most = 0
    const { client } = connect({
      run: async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running--
        return {} as never
      },
    })
    await Promise.all([1, 2, 3].map(() => client.call('run', input).result))
    expect(most).toBe(1)
  })
})

describe('a cancelled call', () => {
  it('rejects at once, before the worker has answered', async () => {
    const { client } = connect({ run: () => new Promise(() => {}) })
    const controller = new AbortController()
    const { result } = client.call('run', input, { signal: controller.signal })
    controller.abort()
    await expect(result).rejects.toMatchObject({ code: 'aborted' })
  })

  it('tells its handler, and has landed when that has answered', async () => {
    const { client } = connect({
      run: (_args, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new VitrineError('aborted')))
        }),
    })
    const controller = new AbortController()
    const { result, landed } = client.call('run', input, { signal: controller.signal })
    controller.abort()
    await expect(result).rejects.toMatchObject({ code: 'aborted' })
    await expect(landed).resolves.toBeUndefined()
  })

  it('is never sent when the signal had fired before', async () => {
    const { client, requests } = connect({})
    const { result } = client.call('run', input, { signal: AbortSignal.abort() })
    await expect(result).rejects.toMatchObject({ code: 'aborted' })
    await client.call('open', args).result
    expect(requests.map((request) => request.call)).toEqual(['open'])
  })

  it('hears no more progress', async () => {
    const { client } = connect({
      run: async (_args, { report, signal }) => {
        while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1))
        report({ index: 99 } as never)
        throw new VitrineError('aborted')
      },
    })
    const controller = new AbortController()
    const onProgress = vi.fn()
    const { result, landed } = client.call('run', input, { signal: controller.signal, onProgress })
    controller.abort()
    await expect(result).rejects.toMatchObject({ code: 'aborted' })
    await landed
    expect(onProgress).not.toHaveBeenCalled()
  })
})

describe('a worker that says that it will hear nothing for a while', () => {
  afterEach(() => vi.useRealTimers())

  /** The replies are the test's own, so that they can come at any moment. */
  function setUp() {
    const onProgress = vi.fn()
    let reply: (reply: Reply) => void = () => {}
    const end = vi.fn<ClientPort['end']>((code, facts) => client.bury(code, facts))
    const client = createClient({ post: () => {}, listen: (listener) => (reply = listener), end })
    vi.useFakeTimers()
    const { result, landed } = client.call('run', input, { onProgress })
    const settled = result.then(
      () => 'answered',
      (error: VitrineError) => error,
    )
    const deaf = (budgetMs: number) => reply({ id: 1, status: 'deaf', work: 'encode', budgetMs })
    return { deaf, reply: (next: Reply) => reply(next), settled, landed, end, onProgress }
  }

  it('is ended when it is not back in time, and its caller is told what it did', async () => {
    const { deaf, settled, landed, end } = setUp()
    deaf(2000)
    await vi.advanceTimersByTimeAsync(1999)
    expect(end).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toHaveBeenCalledOnce()
    expect(await settled).toMatchObject({
      code: 'export-stuck',
      facts: { work: 'encode', seconds: 2 },
    })
    await expect(landed).resolves.toBeUndefined()
  })

  it.each<[string, Reply]>([
    ['that it listens', { id: 1, status: 'listening' }],
    ['how far it is', { id: 1, status: 'progress', progress: [] }],
    ['its answer', { id: 1, status: 'done', result: {} as never }],
    ['why there is none', { id: 1, status: 'failed', error: { code: 'run-failed', facts: {} } }],
  ])('lives on when it says in time %s', async (_, next) => {
    const { deaf, reply, end } = setUp()
    deaf(2000)
    await vi.advanceTimersByTimeAsync(1900)
    reply(next)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(end).not.toHaveBeenCalled()
  })

  it('has each time for itself', async () => {
    const { deaf, reply, end } = setUp()
    for (let round = 0; round < 5; round++) {
      deaf(2000)
      await vi.advanceTimersByTimeAsync(1500)
      reply({ id: 1, status: 'listening' })
    }
    expect(end).not.toHaveBeenCalled()
    deaf(1000)
    deaf(4000)
    await vi.advanceTimersByTimeAsync(3999)
    expect(end).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toHaveBeenCalledOnce()
  })

  it('does not show that to whoever hears the progress', () => {
    const { deaf, reply, onProgress } = setUp()
    deaf(2000)
    reply({ id: 1, status: 'listening' })
    expect(onProgress).not.toHaveBeenCalled()
  })

  it('says so over a real channel before it begins, and when it has done', async () => {
    const replies: Reply[] = []
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    port1.on('message', (reply: Reply) => replies.push(reply))
    serve(
      {
        post: (reply) => port2.postMessage(reply),
        listen: (listener) => port2.on('message', listener),
      },
      {
        ...unasked,
        run: async (_args, { deaf }) => {
          deaf('encode', 2000, () => 'fine')
          deaf('decode', 3000, () => {
            throw new VitrineError('run-failed')
          })
          return {} as never
        },
      },
    )
    port1.postMessage({ id: 7, call: 'run', args: input })
    await vi.waitFor(() => expect(replies).toHaveLength(5))
    expect(replies).toEqual([
      { id: 7, status: 'deaf', work: 'encode', budgetMs: 2000 },
      { id: 7, status: 'listening' },
      { id: 7, status: 'deaf', work: 'decode', budgetMs: 3000 },
      { id: 7, status: 'listening' },
      { id: 7, status: 'failed', error: { code: 'run-failed', facts: {} } },
    ])
  })
})

describe('a dead worker', () => {
  it('rejects every caller that waits, and those that come later', async () => {
    const { client } = connect({ run: () => new Promise(() => {}) })
    const waiting = [client.call('run', input), client.call('run', input)]
    client.bury('worker-died')
    for (const { result, landed } of [...waiting, client.call('run', input)]) {
      await expect(result).rejects.toMatchObject({ code: 'worker-died' })
      await expect(landed).resolves.toBeUndefined()
    }
  })
})

describe('a frame of a camera', () => {
  /** What can be handed over and closed in Node: one end of a channel, whose other end hears of it. */
  function frame() {
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    const closed = new Promise<string>((resolve) => port2.on('close', () => resolve('closed')))
    const image = { kind: 'frame', frame: port1, width: 2, height: 1 }
    return { input: { input: { image } } as never, closed }
  }

  it('is handed over, and closed when it was looked at', async () => {
    const { input: frameInput, closed } = frame()
    const { client } = connect({ run: async () => ({ seen: true }) as never })
    await expect(client.call('run', frameInput).result).resolves.toEqual({ seen: true })
    await expect(closed).resolves.toBe('closed')
  })

  it('is closed when the run fails', async () => {
    const { input: frameInput, closed } = frame()
    const { client } = connect({ run: () => Promise.reject(new VitrineError('run-failed')) })
    await expect(client.call('run', frameInput).result).rejects.toMatchObject({
      code: 'run-failed',
    })
    await expect(closed).resolves.toBe('closed')
  })

  it('is closed when its run is cancelled before it begins', async () => {
    const { input: frameInput, closed } = frame()
    let finish: (() => void) | undefined
    const begun: unknown[] = []
    const { client, requests } = connect({
      open: () => new Promise((resolve) => (finish = () => resolve(opened))),
      run: async (asked) => {
        begun.push(asked)
        return {} as never
      },
    })
    const before = client.call('open', args)
    const controller = new AbortController()
    const { result, landed } = client.call('run', frameInput, { signal: controller.signal })
    controller.abort()
    await expect(result).rejects.toMatchObject({ code: 'aborted' })
    await vi.waitFor(() => expect(requests.at(-1)?.call).toBe('cancel'))
    finish?.()
    await before.landed
    await landed
    await expect(closed).resolves.toBe('closed')
    expect(begun).toEqual([])
  })

  it('cannot be sent twice: the second run is given up, and the client goes on', async () => {
    const { input: frameInput } = frame()
    const { client } = connect({})
    await client.call('run', frameInput).result
    const { result, landed } = client.call('run', frameInput)
    await expect(result).rejects.toMatchObject({ code: 'aborted' })
    await landed
    await expect(client.call('open', args).result).resolves.toEqual(opened)
  })
})
