import { beforeAll, describe, expect, it, vi } from 'vitest'
import {
  copyOf,
  createReference,
  difference,
  setUpEncoderDecoder,
  uncachedModel,
  type EncoderDecoderSetUp,
  type Reference,
} from '../../../testing/encoder-decoder-onnx/set-up.ts'

// Opening sessions of so many small nodes takes a while.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const [source, other] = [
  [4, 9, 17, 6, 22, 3, 1],
  [8, 8, 2, 1],
]
const start = 0
const tolerance = 1e-4

let setUp: EncoderDecoderSetUp
let reference: Reference

beforeAll(async () => {
  setUp = await setUpEncoderDecoder()
  reference = await createReference()
})

describe.each(['heap', 'plain'] as const)('an encoder–decoder (%s)', (way) => {
  it('writes token by token what the graphs alone give for the whole text', async () => {
    const { decoder, report } = await setUp.open(way)
    expect(report).toEqual({ cache: way === 'heap' ? 'fed-back' : 'copied', captured: false })
    for (const sourceIds of [source, other, source]) {
      await decoder.readSource(sourceIds)
      const text = [start]
      for (let step = 0; step < 12; step++) {
        const logits = await copyOf(decoder.append(text.slice(-1)))
        expect(difference(logits, (await reference(sourceIds, text)).at(-1)!)).toBeLessThan(
          tolerance,
        )
        text.push(logits.indexOf(Math.max(...logits)))
      }
      expect(new Set(text).size, 'a text that shows whether the past is right').toBeGreaterThan(4)
    }
  })

  it('takes several tokens at once, at the beginning and later', async () => {
    const { decoder } = await setUp.open(way)
    await decoder.readSource(source)
    const text = [start, 5, 6, 7, 8, 9, 10]
    const expected = await reference(source, text)
    expect(difference(await copyOf(decoder.append(text.slice(0, 3))), expected[2]!)).toBeLessThan(
      tolerance,
    )
    expect(difference(await copyOf(decoder.append(text.slice(3, 6))), expected[5]!)).toBeLessThan(
      tolerance,
    )
  })

  it('shows the logits behind every token', async () => {
    const { decoder } = await setUp.open(way)
    await decoder.readSource(source)
    const text = [start, 5, 6, 7, 8]
    const seen: Float32Array[] = []
    const keep = (logits: Float32Array, index: number) => {
      seen[index] = logits.slice()
    }
    await decoder.appendEach(text.slice(0, 2), keep)
    await decoder.appendEach(text.slice(2), (logits, index) => keep(logits, index + 2))
    const expected = await reference(source, text)
    expect(seen).toHaveLength(expected.length)
    for (const [place, logits] of seen.entries())
      expect(difference(logits, expected[place]!)).toBeLessThan(tolerance)
  })

  it('goes back to where it was, and keeps its source', async () => {
    const { decoder } = await setUp.open(way)
    await decoder.readSource(source)
    await decoder.append([start, 5, 6])
    await decoder.append([7])
    expect(await decoder.rewind(2)).toBe(2)
    expect(
      difference(
        await copyOf(decoder.append([11])),
        (await reference(source, [start, 5, 11])).at(-1)!,
      ),
    ).toBeLessThan(tolerance)
    expect(await decoder.rewind(9), 'nowhere').toBe(3)
    expect(await decoder.rewind(0)).toBe(0)
    expect(
      difference(
        await copyOf(decoder.append([start, 3])),
        (await reference(source, [start, 3]))[1]!,
      ),
    ).toBeLessThan(tolerance)
  })

  it('forgets its text with its source', async () => {
    const { decoder } = await setUp.open(way)
    await decoder.readSource(source)
    await decoder.append([start, 5, 6])
    await decoder.readSource(other)
    expect(await decoder.rewind(2)).toBe(0)
    expect(
      difference(await copyOf(decoder.append([start])), (await reference(other, [start]))[0]!),
    ).toBeLessThan(tolerance)
  })

  it('reads the same source once', async () => {
    const { decoder } = await setUp.open(way)
    const write = async (sourceIds: readonly number[]) => {
      const before = decoder.traffic.bytesIn
      await decoder.readSource(sourceIds)
      const read = decoder.traffic.bytesIn - before
      const logits = await copyOf(decoder.append([start, 6]))
      const expected = (await reference(sourceIds, [start, 6]))[1]!
      expect(difference(logits, expected)).toBeLessThan(tolerance)
      return read
    }
    expect(await write(source)).toBeGreaterThan(0)
    expect(await write(source)).toBe(0)
    expect(await write([...source.slice(0, -1), 2])).toBeGreaterThan(0)
    expect(await write(other)).toBeGreaterThan(0)
    expect(await write(source)).toBeGreaterThan(0)
  })

  it('runs the whole text at each step where the decoder has no cache', async () => {
    const { decoder } = await setUp.open(way, uncachedModel)
    await decoder.readSource(source)
    await decoder.append([start, 5])
    const text = [start, 5, 6, 7]
    expect(
      difference(
        await copyOf(decoder.append(text.slice(2))),
        (await reference(source, text)).at(-1)!,
      ),
    ).toBeLessThan(tolerance)
    expect(await decoder.rewind(1)).toBe(1)
    const seen: number[] = []
    await decoder.appendEach([5, 6], (_, index) => seen.push(index))
    expect(seen).toEqual([0, 1])
  })
})
