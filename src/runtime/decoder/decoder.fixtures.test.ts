import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DecoderNames } from '../../protocol/manifest.ts'
import { startNodeOrt } from '../../testing/node-ort.ts'
import type { Ort } from '../ort.ts'
import { openSession, type RuntimeSession } from '../session.ts'
import { openDecoder } from './decoder.ts'
import type { TokenDecoder } from './token-decoder.ts'

const fixtures = new URL('../../../../shared/fixtures/exports/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: decoders of the fixture exports, because ../shared is absent')

const started = await startNodeOrt()
const { ort } = started

function open(path: string): Promise<RuntimeSession> {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const model = readFileSync(new URL(path, fixtures))
  return openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path, model, external: [] }),
  })
}

/** The last position's logits of the whole sequence in one run, with nothing of ours in between. */
async function inOneRun(
  path: string,
  feeds: (session: Ort.InferenceSession) => Record<string, Ort.Tensor>,
): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(readFileSync(new URL(path, fixtures)))
  const { logits } = await session.run(feeds(session), ['logits'])
  if (!(logits?.data instanceof Float32Array)) throw new Error('no float32 logits')
  return logits.data.slice(-logits.dims.at(-1)!)
}

async function logitsAfter(decoder: TokenDecoder, ids: readonly number[]): Promise<Float32Array> {
  return Float32Array.from(await (await decoder.append(ids)).values())
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual).toHaveLength(expected.length)
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)))
}

describe.skipIf(isAbsent)('a decoder with keys and values in one tensor, and 32-bit ids', () => {
  const path = 'genai-tiny-random-gpt2/past.onnx'
  const names: DecoderNames = {
    inputIds: 'input_ids',
    logits: 'logits',
    past: 'past_%d',
    present: 'present_%d',
  }
  const prompt = [464, 290, 262, 300]
  const int32 = (values: number[]) =>
    new ort.Tensor('int32', Int32Array.from(values), [1, values.length])
  const whole = (ids: number[]) =>
    inOneRun(path, () => ({
      input_ids: int32(ids),
      position_ids: int32(ids.map((_, i) => i)),
      attention_mask: int32(ids.map(() => 1)),
      ...Object.fromEntries(
        [0, 1, 2, 3, 4].map((layer) => [
          `past_${layer}`,
          new ort.Tensor('float32', new Float32Array(0), [2, 1, 4, 0, 8]),
        ]),
      ),
    }))

  it('gives step by step what one run over everything gives', async () => {
    const { decoder, report } = await openDecoder(await open(path), names)
    expect(report.cache).toBe('fed-back')
    expect(decoder.vocabularySize).toBe(1000)
    expect(largestDifference(await logitsAfter(decoder, prompt), await whole(prompt))).toBeLessThan(
      1e-4,
    )
    expect(
      largestDifference(await logitsAfter(decoder, [7]), await whole([...prompt, 7])),
    ).toBeLessThan(1e-4)
    expect(
      largestDifference(await logitsAfter(decoder, [999, 0]), await whole([...prompt, 7, 999, 0])),
    ).toBeLessThan(1e-4)
  })

  it('begins anew when it is emptied', async () => {
    const { decoder } = await openDecoder(await open(path), names)
    const first = await logitsAfter(decoder, prompt)
    await decoder.append([1, 2, 3])
    await decoder.rewind(0)
    expect(largestDifference(await logitsAfter(decoder, prompt), first)).toBeLessThan(1e-4)
  })
})

describe.skipIf(isAbsent)('a decoder without a cache', () => {
  const path = 't071-lm-tiny/model.onnx'
  const whole = (ids: number[]) =>
    inOneRun(path, () => ({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    }))

  it('runs the whole sequence again at each step', async () => {
    const { decoder } = await openDecoder(await open(path))
    expect(decoder.vocabularySize).toBe(101)
    expect(
      largestDifference(await logitsAfter(decoder, [72, 4, 32]), await whole([72, 4, 32])),
    ).toBeLessThan(1e-4)
    expect(
      largestDifference(await logitsAfter(decoder, [5]), await whole([72, 4, 32, 5])),
    ).toBeLessThan(1e-4)
    await decoder.rewind(0)
    expect(largestDifference(await logitsAfter(decoder, [9]), await whole([9]))).toBeLessThan(1e-4)
  })
})

describe.skipIf(isAbsent)('a graph that takes no token ids', () => {
  it('is refused with the names that it lacks', async () => {
    const session = await open('genai-phi3v-dummy/dummy_text.onnx')
    await expect(openDecoder(session)).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: 'It does not turn “input_ids” into “logits”' },
    })
  })
})
