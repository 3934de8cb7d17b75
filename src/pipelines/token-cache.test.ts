import { expect, it } from 'vitest'
import { nextLogits } from '../runtime/decoder/next-logits.ts'
import type { Decoder } from './ports.ts'
import { createTokenCache } from './token-cache.ts'

function setUp(keeps: (length: number) => number = (length) => length) {
  const calls: string[] = []
  const decoder: Decoder = {
    traffic: { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
    append(ids) {
      calls.push(`append ${ids.join()}`)
      if (ids.includes(13)) return Promise.reject(new Error('broken'))
      return Promise.resolve(nextLogits(Float32Array.of(1)))
    },
    appendEach: () => Promise.resolve(),
    rewind(length) {
      calls.push(`rewind ${length}`)
      return Promise.resolve(keeps(length))
    },
  }
  return { cache: createTokenCache(decoder), calls }
}

it('keeps what a text has in common with the one before', async () => {
  const { cache, calls } = setUp()
  await cache.append([1, 2, 3, 4])
  expect(await cache.keep([1, 2, 7, 4])).toBe(2)
  expect(calls).toEqual(['append 1,2,3,4', 'rewind 2'])
})

it('always leaves the last token to be run, for the logits behind it', async () => {
  const { cache } = setUp()
  await cache.append([1, 2, 3, 4])
  expect(await cache.keep([1, 2, 3])).toBe(2)
})

it('keeps as much as the decoder could', async () => {
  const { cache, calls } = setUp(() => 0)
  await cache.append([1, 2, 3])
  expect(await cache.keep([1, 2, 3, 4])).toBe(0)
  expect(calls.at(-1)).toBe('rewind 3')
  await cache.append([1])
  expect(await cache.keep([1, 2])).toBe(0)
  expect(calls.at(-1)).toBe('rewind 1')
})

it('trusts nothing after a run that broke off', async () => {
  const { cache, calls } = setUp()
  await cache.append([1, 2])
  await expect(cache.append([13])).rejects.toThrow('broken')
  expect(await cache.keep([1, 2, 3])).toBe(0)
  expect(calls.at(-1)).toBe('rewind 0')
})
