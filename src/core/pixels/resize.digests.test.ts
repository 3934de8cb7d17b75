import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { drawnCase } from '../golden/drawn-case.ts'
import golden from '../golden/resize-digests.json' with { type: 'json' }
import { syntheticPicture } from '../golden/synthetic-picture.ts'
import { pixelSource } from './packed-pixels.ts'
import type { resize as Resize } from './resize.ts'

const perLine = 50
const lines = golden.cases.map((line) => line.split(' '))

/** Cases whose bytes are not Pillow's, by their numbers. */
async function wrongCases(resize: typeof Resize): Promise<string[]> {
  const wrong: string[] = []
  for (const [i, [shorts = '', rolling]] of lines.entries()) {
    const all = createHash('sha256')
    // One after the other: the vectors have one memory, and two at once would not both use it.
    for (let number = i * perLine; number < (i + 1) * perLine; number++) {
      const { source, ...options } = drawnCase(number)
      const picture = pixelSource(syntheticPicture(...source, number))
      const { data } = await resize(picture, options)
      all.update(data)
      const short = createHash('sha256').update(data).digest('hex').slice(0, 6)
      const at = (number - i * perLine) * 6
      if (short !== shorts.slice(at, at + 6)) wrong.push(`case ${number}`)
    }
    if (all.digest('hex').slice(0, 16) !== rolling) wrong.push(`line ${i}`)
  }
  return wrong
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

// Three seconds, where nothing else is to be done.
describe('2,400 resizes drawn at random', { timeout: 60_000 }, () => {
  it('are Pillow’s byte for byte, by vectors', async () => {
    expect(lines.length * perLine).toBe(2400)
    const { resize } = await import('./resize.ts')
    expect(await wrongCases(resize)).toEqual([])
  })

  it('are Pillow’s byte for byte, by typed arrays where there is no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    const { resize } = await import('./resize.ts')
    expect(await wrongCases(resize)).toEqual([])
  })
})
