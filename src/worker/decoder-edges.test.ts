import { describe, expect, it, vi } from 'vitest'
import { openDecoder } from '../runtime/decoder/decoder.ts'
import { createCachedDecoder } from '../runtime/decoder/plain/cached-decoder.ts'
import { readRoles } from '../runtime/decoder/roles.ts'
import type { TokenDecoder } from '../runtime/decoder/token-decoder.ts'
import { openInNode, saidNames } from '../testing/decoder-onnx/open-in-node.ts'
import type { DecoderOptions } from '../testing/decoder-onnx/options.js'
import { writeDecoder } from '../testing/decoder-onnx/write-decoder.js'

// Whole networks in real wasm: on a busy machine a test of them may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

async function openBoth(options: DecoderOptions) {
  const written = writeDecoder(options)
  const session = await openInNode(written)
  const names = saidNames(written.shape)
  const plain = createCachedDecoder(readRoles(session, names), session.raw)
  const { decoder, report } = await openDecoder(session, names)
  return { decoder, plain, report }
}

/** In pieces, as the pipelines do it. */
async function fill(decoder: TokenDecoder, ids: readonly number[]) {
  const piece = decoder.longestAppend ?? ids.length
  for (let at = 0; at < ids.length - 1; at += piece) {
    const end = Math.min(at + piece, ids.length - 1)
    await decoder.append(ids.slice(at, end))
  }
  return decoder.append(ids.slice(-1))
}

async function write(decoder: TokenDecoder, ids: readonly number[], count: number) {
  const written: number[] = []
  let next = await fill(decoder, ids)
  while (written.length < count) {
    const [best] = await next.best()
    written.push(best!.id)
    next = await decoder.append([best!.id])
  }
  return { written, last: Float32Array.from(await next.values()) }
}

function expectClose(actual: Float32Array, expected: Float32Array) {
  expect(actual).toHaveLength(expected.length)
  const largest = actual.reduce((most, x, i) => Math.max(most, Math.abs(x - expected[i]!)), 0)
  expect(largest).toBeLessThan(1e-3)
  expect(actual.every(Number.isFinite)).toBe(true)
}

const kinds: readonly (readonly [string, DecoderOptions])[] = [
  ['one operator for attention', { attention: 'gqa' }],
  ['lengths in place of a mask', { attention: 'gqa', lengths: true }],
  ['the last logits alone', { attention: 'gqa', logits: 'last' }],
  ['keys and values in one', { attention: 'gqa', cache: 'merged' }],
  ['plain operators', { attention: 'plain' }],
  ['plain operators, merged and with a branch', { attention: 'plain', cacheBranch: true }],
]

describe.each(kinds)('a decoder with %s', (_, options) => {
  it('stays right while its cache grows over a long text', async () => {
    const { decoder, plain } = await openBoth({ ...options, context: 1024 })
    const prompt = Array.from({ length: 250 }, (__, place) => (place * 37 + (place >> 3)) % 96)
    const expected = await write(plain, prompt, 20)
    const actual = await write(decoder, prompt, 20)
    expect(actual.written).toEqual(expected.written)
    expectClose(actual.last, expected.last)

    expect(await decoder.rewind(130)).toBe(130)
    const again = await write(decoder, prompt.slice(130), 3)
    expect(again.written).toEqual(expected.written.slice(0, 3))
  })

  it('says what is not finite, and is well again when that is cut away', async () => {
    const bad = 77
    const { decoder, plain } = await openBoth({ ...options, nanToken: bad })
    const expected = await write(plain, [10, 11, 12], 3)
    for (const kept of [2, 0]) {
      await decoder.rewind(0)
      await decoder.append([10, 11])
      const next = await decoder.append([bad])
      await expect(next.best()).rejects.toMatchObject({ code: 'output-not-finite' })
      const after = await decoder.append([12])
      await expect(after.best()).rejects.toMatchObject({ code: 'output-not-finite' })
      const rest = [10, 11, 12].slice(await decoder.rewind(kept))
      const { written, last } = await write(decoder, rest, 3)
      expect(written).toEqual(expected.written)
      expectClose(last, expected.last)
    }
  })

  it('says that a token is too many for its network, and goes on with others', async () => {
    const { decoder, plain } = await openBoth(options)
    const expected = await write(plain, [10, 11, 12], 3)
    await decoder.append([10, 11])
    await expect(decoder.append([500])).rejects.toMatchObject({ code: 'run-failed' })
    expect(await write(decoder, [12], 3), 'what came before is still there').toEqual(expected)
    await decoder.rewind(0)
    expect(await write(decoder, [10, 11, 12], 3)).toEqual(expected)
  })
})

describe('a decoder of a fixed length', () => {
  it('is full when every place is taken', async () => {
    const options = { attention: 'plain', cache: 'none', mask: false, fixedLength: 8 } as const
    const { decoder } = await openDecoder(await openInNode(writeDecoder(options)))
    await decoder.append([1, 2, 3, 4, 5, 6, 7, 8])
    await expect(decoder.append([9])).rejects.toMatchObject({ code: 'context-full' })
    await decoder.rewind(7)
    await decoder.append([9])
  })
})

describe('many decoders in one heap', () => {
  it('do not disturb each other', async () => {
    const first = await openBoth({ seed: 5 })
    const second = await openBoth({ seed: 6, attention: 'plain' })
    const alone = await write(first.plain, [1, 2, 3], 12)
    let next = await first.decoder.append([1, 2, 3])
    const written: number[] = []
    while (written.length < 12) {
      const [best] = await next.best()
      written.push(best!.id)
      await second.decoder.append([best!.id])
      next = await first.decoder.append([best!.id])
    }
    expect(written).toEqual(alone.written)
  })
})
