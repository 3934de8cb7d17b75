import { describe, expect, it } from 'vitest'
import { openDecoder } from '../runtime/decoder/decoder.ts'
import { openInNode, saidNames } from '../testing/decoder-onnx/open-in-node.ts'
import type { DecoderOptions } from '../testing/decoder-onnx/options.js'
import { writeDecoder } from '../testing/decoder-onnx/write-decoder.js'

const refusals: readonly (readonly [string, DecoderOptions])[] = [
  ['Its input “input_ids” takes exactly 2 texts at a time', { batch: 2 }],
  [
    'Its cache “past_key_values.1.value” has no output “present.1.value”',
    { leaveOut: ['present.1.value'] },
  ],
  ['Its cache “past_1” has no output “present_1”', { cache: 'merged', leaveOut: ['present_1'] }],
  ['Its input “pixel_values” is not known here', { strayInput: 'pixel_values' }],
  ['Its logits are int64, not float32 or float16', { integerLogits: true }],
  ['Its logits are int64, not float32 or float16', { integerLogits: true, cache: 'none' }],
  [
    'Its cache “past_key_values.0.key” is batch × 2 × 16 × 16, not batch × heads × past × width with fixed heads',
    { pastLength: 16, attention: 'plain', mask: false },
  ],
  ['It has a KV cache, and yet takes exactly 1 tokens at a time', { fixedLength: 1 }],
  [
    'It does not turn “input_ids” into “logits”',
    { names: { inputIds: 'words' }, cache: 'none', mask: false },
  ],
]

describe('a graph that is no decoder of a kind known here', () => {
  it.each(refusals)('is refused before it runs: %s', async (problem, options) => {
    const written = writeDecoder(options)
    const session = await openInNode(written)
    const isRenamed = options.names !== undefined
    await expect(
      openDecoder(session, isRenamed ? undefined : saidNames(written.shape)),
    ).rejects.toMatchObject({ code: 'export-unsupported', facts: { problem } })
  })

  it('is the same graph that runs when nothing is wrong with it', async () => {
    const written = writeDecoder({ strayInput: undefined, leaveOut: [], batch: 1 })
    const { decoder } = await openDecoder(await openInNode(written))
    const [best] = await (await decoder.append([1, 2, 3])).best()
    expect(best!.prob).toBeGreaterThan(0)
  })
})
