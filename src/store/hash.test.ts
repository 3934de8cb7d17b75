import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sha256Of } from './hash.ts'

const bytes = Uint8Array.from({ length: 9_000_000 }, (_, i) => i % 251)
const blob = new Blob([bytes])
const expected = createHash('sha256').update(bytes).digest('hex')

afterEach(() => vi.unstubAllGlobals())

describe('the hash', () => {
  it('is the same in one piece and in pieces', async () => {
    expect(await sha256Of(blob)).toBe(expected)
    expect(await sha256Of(blob, undefined, { wholeUpTo: 1000 })).toBe(expected)
  })

  it('is there without `crypto.subtle`, as on a page that is no secure context', async () => {
    vi.stubGlobal('crypto', {})
    expect(await sha256Of(blob)).toBe(expected)
  })

  it('of a large file is read a few megabytes at a time', async () => {
    const sizes: number[] = []
    const watched = {
      size: blob.size,
      slice(start: number, end: number) {
        sizes.push(end - start)
        return blob.slice(start, end)
      },
    }
    await sha256Of(watched as Blob, undefined, { wholeUpTo: 1000 })
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4 * 1024 * 1024)
  })

  it('is given up when nobody wants it any more', async () => {
    const hash = sha256Of(blob, AbortSignal.abort(), { wholeUpTo: 1000 })
    await expect(hash).rejects.toMatchObject({ name: 'AbortError' })
  })
})
