import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { download } from './download.ts'

const content = new TextEncoder().encode('weights, all of them')
const file = {
  path: 'model.onnx',
  sizeBytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
}

/** Answers the next `fetch` with these chunks, as a network does: in pieces of its own choosing. */
function answerWith(chunks: readonly Uint8Array[], init: ResponseInit = {}) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  vi.stubGlobal('fetch', async () => new Response(body, init))
}

function get(options: Partial<Parameters<typeof download>[2]> = {}, wanted = file) {
  const signal = new AbortController().signal
  return download('https://example.org/model.onnx', wanted, { signal, onBytes() {}, ...options })
}

afterEach(() => vi.unstubAllGlobals())

describe('a download', () => {
  it('gives the bytes, verified, and tells how many came with each piece', async () => {
    answerWith([content.subarray(0, 5), content.subarray(5)])
    const onBytes = vi.fn()
    await expect(get({ onBytes })).resolves.toEqual({ bytes: content, verified: true })
    expect(onBytes.mock.calls).toEqual([[5], [content.length - 5]])
  })

  it('of a file without a known hash is not called verified', async () => {
    answerWith([content])
    const { sha256: _, ...unhashed } = file
    const signal = new AbortController().signal
    await expect(
      download('https://example.org/a', unhashed, { signal, onBytes() {} }),
    ).resolves.toMatchObject({ verified: false })
  })

  it.each([
    ['ends early', [content.subarray(0, 7)], '7 of 20 bytes came'],
    ['goes on for too long', [content, content], 'more than its 20 bytes came'],
    [
      'has one bit flipped',
      [content.map((byte, i) => (i === 3 ? byte ^ 1 : byte))],
      'its hash differs',
    ],
  ])('that %s is refused', async (_, chunks, problem) => {
    answerWith(chunks)
    await expect(get()).rejects.toMatchObject({
      code: 'file-damaged',
      facts: { path: 'model.onnx', problem },
    })
  })

  it.each([
    [404, {}, 'file-missing'],
    [410, {}, 'file-missing'],
    [503, {}, 'file-unreachable'],
    [401, {}, 'file-unreachable'],
    [200, { 'content-type': 'text/html; charset=utf-8' }, 'file-is-web-page'],
  ])('answered with %d %j is %s', async (status, headers, code) => {
    answerWith([content], { status, headers })
    await expect(get()).rejects.toMatchObject({ code })
  })

  it('without a connection names the file', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch')
    })
    await expect(get()).rejects.toMatchObject({
      code: 'file-unreachable',
      facts: { path: 'model.onnx' },
      detail: 'TypeError: Failed to fetch',
    })
  })

  it('that is given up is aborted, not unreachable', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new DOMException('gone', 'AbortError')
    })
    await expect(get({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
  })
})
