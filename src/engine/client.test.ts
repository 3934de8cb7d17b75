import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import type { OpenArgs, OpenedModel, Reply, Request } from '../protocol/calls.ts'
import { unasked } from '../testing/unasked.ts'
import { serve, type Handlers } from '../worker/serve.ts'
import { createClient } from './client.ts'

const opened = {} as OpenedModel
const args = {} as OpenArgs
const input = { input: { prompt: '' } } as never

/** Both ends of the protocol over a real `MessageChannel`: what cannot be cloned does not pass. */
function connect(handlers: Partial<Handlers>) {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const requests: Request[] = []
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
    post: (request) => port1.postMessage(request),
    listen: (listener) => port1.on('message', (reply: Reply) => listener(reply)),
  })
  return { client, requests }
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
