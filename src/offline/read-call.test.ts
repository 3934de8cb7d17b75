import { describe, expect, it } from 'vitest'
import { readCall } from './read-call.ts'

const url = 'https://example.org/site/api/predict/batch/'
const path = 'api/predict/batch/'

/** A body whose length nobody says; `pulled` counts the pieces of 10 bytes that were read of it. */
function stream(pieces: number) {
  const read = { pulled: 0, isCancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read.pulled === pieces) return controller.close()
        read.pulled++
        controller.enqueue(new Uint8Array(10).fill(read.pulled))
      },
      cancel() {
        read.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit
  return { read, request: new Request(url, init) }
}

describe('a request', () => {
  it('is read whole, up to the limit', async () => {
    const { request } = stream(3)
    const call = await readCall(request, path, 30)
    expect(call).toMatchObject({ method: 'POST', path: 'predict/batch', headers: {} })
    const bytes = new Uint8Array((call as { body: ArrayBuffer }).body)
    expect([bytes.length, bytes[0], bytes[29]]).toEqual([30, 1, 3])
  })

  it('that is longer is left as soon as that shows', async () => {
    const { request, read } = stream(1000)
    expect(await readCall(request, path, 30)).toBe('too-big')
    expect(read).toEqual({ pulled: 4, isCancelled: true })
  })

  it('that says itself that it is longer is not read at all', async () => {
    const { request, read } = stream(1000)
    request.headers.set('Content-Length', '31')
    expect(await readCall(request, path, 30)).toBe('too-big')
    expect(read.pulled).toBe(0)
  })

  it('may have no body', async () => {
    const call = await readCall(new Request(url, { headers: { Accept: 'x' } }), path)
    expect(call).toMatchObject({ method: 'GET', headers: { accept: 'x' } })
    expect((call as { body: ArrayBuffer }).body.byteLength).toBe(0)
  })
})
