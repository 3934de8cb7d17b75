import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createCachedDecoder } from '../runtime/decoder/plain/cached-decoder.ts'
import { createWholeDecoder } from '../runtime/decoder/plain/whole-decoder.ts'
import { openDecoder, type OpenedDecoder } from '../runtime/decoder/decoder.ts'
import { readRoles } from '../runtime/decoder/roles.ts'
import type { TokenDecoder } from '../runtime/decoder/token-decoder.ts'
import { decoderShapes } from '../testing/decoder-onnx/decoder-shapes.ts'
import { referenceLogits } from '../testing/decoder-onnx/reference-decoder.js'
import { openInNode, saidNames } from '../testing/decoder-onnx/open-in-node.ts'
import { writeDecoder } from '../testing/decoder-onnx/write-decoder.js'

// Whole networks in real wasm: on a busy machine a test of them may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const prompt = [1, 17, 42, 80, 5, 5, 63, 2, 90]
/** How far logits may be from those of the network whose weights were not rounded. */
const furthest = {
  fp32: 1e-5,
  fp16: 0.005,
  'int8-stored': 0.02,
  'int8-dynamic': 0.05,
  'int8-fused': 0.05,
  int4: 0.25,
  'int4-fp16': 0.25,
}
const otherPrompt = [7, 8, 9]

async function logitsAfter(decoder: TokenDecoder, ids: readonly number[]): Promise<Float32Array> {
  return Float32Array.from(await (await decoder.append(ids)).values())
}

async function greedyIds(decoder: TokenDecoder, ids: readonly number[], count: number) {
  await decoder.rewind(0)
  const written: number[] = []
  let next = await decoder.append(ids)
  for (;;) {
    const [best] = await next.best()
    written.push(best!.id)
    if (written.length === count) return written
    next = await decoder.append([best!.id])
  }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length)
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    // Not a number anywhere is a difference.
    largest = Math.max(largest, Math.abs(a[i]! - b[i]!) || (a[i] === b[i] ? 0 : Infinity))
  }
  return largest
}

describe.each(decoderShapes)('a decoder with $title', ({ options, cache }) => {
  const written = writeDecoder(options)
  const { shape } = written
  const { weights } = shape
  const isHalf = weights === 'fp16' || weights === 'int4-fp16'
  /** Codes are chosen for all activations of a run together: fed in other pieces, they are others. */
  const dependsOnPieces = weights === 'int8-dynamic' || weights === 'int8-fused'
  const tolerance = isHalf ? 0.15 : 1e-3
  let opened: OpenedDecoder
  let plain: TokenDecoder

  beforeAll(async () => {
    const session = await openInNode(written)
    const names = saidNames(shape)
    opened = await openDecoder(session, names)
    const roles = readRoles(session, names)
    plain = (cache === 'none' ? createWholeDecoder : createCachedDecoder)(roles, session.raw)
  })

  it('keeps its cache in the best place that its graph allows', () => {
    expect(opened.report).toMatchObject({ cache, captured: false })
    expect(opened.decoder.vocabularySize).toBe(shape.vocabulary)
  })

  it('says what the network says', async () => {
    await opened.decoder.rewind(0)
    const said = await logitsAfter(opened.decoder, prompt)
    const expected = referenceLogits(options, prompt).at(-1)!
    expect(relative(said, expected)).toBeLessThan(furthest[weights])
  })

  it('writes the tokens that the plain way writes, again and again', async () => {
    for (const ids of [prompt, otherPrompt, prompt]) {
      expect(await greedyIds(opened.decoder, ids, 16)).toEqual(await greedyIds(plain, ids, 16))
    }
  })

  it('gives each position the logits that it has as the last one', async () => {
    const each: Float32Array[] = []
    const collect = (logits: Float32Array) => each.push(logits.slice())
    await opened.decoder.rewind(0)
    await opened.decoder.appendEach(prompt, collect)
    await plain.rewind(0)
    const oneByOne: Float32Array[] = []
    if (dependsOnPieces) await plain.appendEach(prompt, (logits) => oneByOne.push(logits.slice()))
    else for (const id of prompt) oneByOne.push(await logitsAfter(plain, [id]))
    expect(each).toHaveLength(prompt.length)
    for (const [place, logits] of each.entries()) {
      expect(largestDifference(logits, oneByOne[place]!), `at ${place}`).toBeLessThan(tolerance)
    }
  })

  it('goes on from where it was cut', async () => {
    await opened.decoder.rewind(0)
    await opened.decoder.append(prompt.slice(0, 4))
    for (const id of [33, 34, 35]) await opened.decoder.append([id])
    const kept = await opened.decoder.rewind(4)
    expect(kept, 'on WASM all of it can be kept').toBe(4)
    const said = await logitsAfter(opened.decoder, [50, 51])
    await plain.rewind(0)
    await plain.append(prompt.slice(0, 4))
    const expected = await logitsAfter(plain, [50, 51])
    expect(largestDifference(said, expected)).toBeLessThan(tolerance)
  })
})

/** The largest difference, as a part of the largest value. */
function relative(said: ArrayLike<number>, expected: readonly number[]): number {
  return largestDifference(said, expected) / Math.max(...expected.map(Math.abs))
}
