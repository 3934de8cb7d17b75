import { beforeAll, describe, expect, it, vi } from 'vitest'
import { mergedDecoderOnnx } from '../../../testing/encoder-decoder-onnx/encoder-decoder.ts'
import {
  copyOf,
  createReference,
  difference,
  encoderModel,
  mergedModel,
  setUpEncoderDecoder,
  type EncoderDecoderSetUp,
  type Reference,
} from '../../../testing/encoder-decoder-onnx/set-up.ts'
import { allocate } from '../heap/memory.ts'
import { openEncoderDecoder } from './encoder-decoder.ts'

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

describe('where an encoder–decoder keeps what it knows', () => {
  it('is the heap: nothing but ids goes in, and nothing comes out', async () => {
    const { decoder } = await setUp.open('heap')
    const { traffic } = decoder
    await decoder.readSource(source)
    await decoder.append([start])
    await decoder.append([5])
    const before = { ...traffic }
    for (const id of [6, 7, 8]) await decoder.append([id])
    expect(traffic).toEqual({ ...before, bytesIn: before.bytesIn + 3 * 8 })
  })

  it('is JavaScript’s memory where the heap cannot be reached', async () => {
    const { decoder } = await setUp.open('plain')
    await decoder.readSource(source)
    await decoder.append([start])
    const before = decoder.traffic.bytesOut
    await decoder.append([5])
    const [logits, layers, width, tokens] = [24, 2, 16, 2]
    expect(decoder.traffic.bytesOut - before).toBe(4 * (logits + 2 * layers * width * tokens))
  })

  it('is JavaScript’s memory too where the heap says something else', async () => {
    const [encoder, decoder] = [await setUp.session(encoderModel), await setUp.session(mergedModel)]
    const stray = await setUp.session(mergedDecoderOnnx(3))
    const crossed = { ...decoder, raw: { ...decoder.raw, inside: stray.raw.inside! } }
    const different = await openEncoderDecoder(encoder, crossed)
    expect(different.report).toMatchObject({ cache: 'copied', passedOver: 'different-answers' })
    const wrong = { ...decoder, raw: { ...decoder.raw, inside: encoder.raw.inside! } }
    const impossible = await openEncoderDecoder(encoder, wrong)
    expect(impossible.report).toMatchObject({ cache: 'copied', passedOver: 'not-possible' })
    await impossible.decoder.readSource(other)
    expect(
      difference(
        await copyOf(impossible.decoder.append([start])),
        (await reference(other, [start]))[0]!,
      ),
    ).toBeLessThan(tolerance)
  })

  it('does not grow with the number of texts', async () => {
    const { decoder } = await setUp.open('heap')
    const sources = [source, other].map((ids) => Array.from({ length: 60 }, (_, i) => ids[i % 4]!))
    const write = async (text: number) => {
      await decoder.readSource(sources[text % 2]!)
      await decoder.append([start, 5])
      await decoder.append([7])
      await decoder.rewind(1)
      await decoder.append([4])
    }
    const { module } = setUp.started
    const { _free: release } = module
    // The heap itself grows in steps too large for this; an allocation of 1 MB shows where its free memory begins.
    const place = () => {
      const address = allocate(module, 1e6)
      release(address)
      return address
    }
    for (let text = 0; text < 10; text++) await write(text)
    const before = place()
    for (let text = 0; text < 400; text++) await write(text)
    expect(place()).toBe(before)
  })
})

describe('a token that no text has', () => {
  it('is not even thought of', async () => {
    const both = [await setUp.session(encoderModel), await setUp.session(mergedModel)] as const
    const { decoder } = await openEncoderDecoder(...both, { never: [start] })
    await decoder.readSource(other)
    const next = await decoder.append([start, 6, 8, 20])
    const expected = (await reference(other, [start, 6, 8, 20])).at(-1)!
    expect(expected.indexOf(Math.max(...expected)), 'it would be the first').toBe(start)
    expect((await next.values())[start]).toBe(-Infinity)
    const best = await next.best()
    expect(best.map(({ id }) => id)).not.toContain(start)
    await decoder.appendEach([4], (logits) => expect(logits[start]).toBe(-Infinity))
  })
})
