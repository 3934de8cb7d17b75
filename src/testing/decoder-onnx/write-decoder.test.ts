import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { toHalf } from '../../core/tensors/float16.ts'
import { halfOf } from './elements.js'
import { openInNode } from './open-in-node.ts'
import { openDecoder } from '../../runtime/decoder/decoder.ts'
import type { DecoderOptions } from './options.js'
import { referenceLogits } from './reference-decoder.js'
import { writeDecoder } from './write-decoder.js'

// Whole networks in real wasm: on a busy machine a test of them may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const ids = [3, 50, 2, 2, 91, 17, 30, 4]

/** Logits of each position. */
async function logitsOf(options: DecoderOptions): Promise<number[][]> {
  const { decoder } = await openDecoder(await openInNode(writeDecoder(options)))
  const rows: number[][] = []
  await decoder.appendEach(ids, (logits) => rows.push([...logits]))
  return rows
}

function largestDifference(a: readonly number[][], b: readonly number[][]): number {
  const [x, y] = [a.flat(), b.flat()]
  expect(x).toHaveLength(y.length)
  return Math.max(...x.map((value, place) => Math.abs(value - y[place]!)))
}

describe('a decoder that was written for a test', () => {
  it.each([
    {},
    { kvHeads: 1, layers: 3 },
    { kvHeads: 4, headDim: 32, feedForward: 48 },
    { heads: 6, kvHeads: 3, width: 96, seed: 9 },
  ] as const)('is the network that its options describe, in both ways: %o', async (options) => {
    const expected = referenceLogits(options, ids)
    const byOperator = await logitsOf({ ...options, attention: 'gqa' })
    const byProducts = await logitsOf({ ...options, attention: 'plain' })
    expect(largestDifference(byOperator, expected)).toBeLessThan(1e-4)
    expect(largestDifference(byProducts, expected)).toBeLessThan(1e-4)
    expect(largestDifference(byProducts, byOperator)).toBeLessThan(1e-4)
  })

  it('is the same for the same seed, and another for another', async () => {
    const [once, again] = [writeDecoder({ seed: 4 }), writeDecoder({ seed: 4 })]
    expect(Buffer.compare(once.onnx, again.onnx)).toBe(0)
    const difference = largestDifference(await logitsOf({ seed: 4 }), await logitsOf({ seed: 5 }))
    expect(difference).toBeGreaterThan(1)
  })

  it('is the same with its weights in a file of their own', async () => {
    const { onnx, data } = writeDecoder({ dataName: 'model.onnx_data' })
    expect(onnx.length).toBeLessThan(data!.length / 4)
    const beside = await logitsOf({ dataName: 'model.onnx_data' })
    expect(beside).toEqual(await logitsOf({}))
  })

  it('says something else at almost every place', () => {
    // A network that writes one token for ever could not tell a right cache from a wrong one.
    const best = referenceLogits({}, ids).map((row) => row.indexOf(Math.max(...row)))
    expect(new Set(best).size).toBeGreaterThan(3)
  })

  it.each<[string, DecoderOptions]>([
    ['heads are shared evenly among those of the cache', { heads: 4, kvHeads: 3 }],
    ['the operator turns heads whose width is a multiple of 16', { headDim: 8 }],
    ['only the operator takes lengths', { attention: 'plain', lengths: true }],
    ['lengths stand in place of a mask', { lengths: true, mask: true }],
    ['a branch for the cache needs a cache', { cacheBranch: true, cache: 'none' }],
    ['the last logits or a number of them', { logits: 'last', logitsToKeep: true }],
  ])('is not written where its options do not go together: %s', (mistake, options) => {
    expect(() => writeDecoder(options)).toThrow(new RangeError(mistake))
  })
})

describe('halves', () => {
  it('are those of core/tensors/float16.ts', () => {
    const floats = fc
      .tuple(fc.double(), fc.constantFrom(1e-8, 1e-5, 1, 1e5))
      .map(([value, scale]) => Math.fround((value % 1) * scale))
    fc.assert(
      fc.property(floats, (value) => {
        expect(halfOf(value)).toBe(toHalf(value))
      }),
    )
  })
})
