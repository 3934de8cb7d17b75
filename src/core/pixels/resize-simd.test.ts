import { afterEach, describe, expect, it, vi } from 'vitest'
import { syntheticPicture } from '../golden/synthetic-picture.ts'
import { pixelSource } from './packed-pixels.ts'
import { resampleWeights } from './resample-weights.ts'

const source = pixelSource(syntheticPicture(90, 70, 0))
const passes = {
  across: resampleWeights('bicubic', 90, 11, 0, 11),
  down: resampleWeights('bicubic', 70, 13, 0, 13),
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('resizing with vectors', () => {
  it('is what happens where WebAssembly is to be had', async () => {
    const { resizeWithVectors } = await import('./resize-simd.ts')
    expect(await resizeWithVectors(source, passes)).toHaveLength(11 * 13)
  })

  it('lets a source put its rows where they are needed', async () => {
    const { resizeWithVectors } = await import('./resize-simd.ts')
    const offered = vi.fn((start: number, end: number, into?: Int32Array) => {
      const rows = new Int32Array(source.rows(start, end) as Int32Array)
      into?.set(rows)
      return into?.subarray(0, rows.length) ?? rows
    })
    const plainly = await resizeWithVectors(source, passes)
    expect(await resizeWithVectors({ ...source, rows: offered }, passes)).toEqual(plainly)
    expect(offered.mock.calls[0]?.[2]).toBeInstanceOf(Int32Array)
  })

  it('stands back while another picture is in its memory, and comes back', async () => {
    const { resizeWithVectors } = await import('./resize-simd.ts')
    const [first, second] = await Promise.all([
      resizeWithVectors(source, passes),
      resizeWithVectors(source, passes),
    ])
    expect(first).toBeDefined()
    expect(second).toBeUndefined()
    expect(await resizeWithVectors(source, passes)).toEqual(first)
  })

  it('comes back after a source that could not be read', async () => {
    const { resizeWithVectors } = await import('./resize-simd.ts')
    const rows = () => Promise.reject(new Error('gone'))
    await expect(resizeWithVectors({ ...source, rows }, passes)).rejects.toThrow('gone')
    expect(await resizeWithVectors(source, passes)).toBeDefined()
  })

  it('keeps a result that the next picture does not touch', async () => {
    const { resizeWithVectors } = await import('./resize-simd.ts')
    const first = await resizeWithVectors(source, passes)
    const before = first?.slice()
    await resizeWithVectors(pixelSource(syntheticPicture(90, 70, 1)), passes)
    expect(first).toEqual(before)
  })

  it('leaves what would take much memory for good to typed arrays', async () => {
    const { resizeWithVectors } = await import('./resize-simd.ts')
    const across = resampleWeights('box', 90, 4000, 0, 4000)
    const down = resampleWeights('box', 70, 4000, 0, 4000)
    expect(await resizeWithVectors(source, { across, down })).toBeUndefined()
  })

  it('does not happen where the platform has no such instructions', async () => {
    vi.stubGlobal('WebAssembly', { ...WebAssembly, Module: refuse })
    const { resizeWithVectors } = await import('./resize-simd.ts')
    expect(await resizeWithVectors(source, passes)).toBeUndefined()
  })
})

function refuse() {
  throw new Error('invalid opcode 0xfd')
}
