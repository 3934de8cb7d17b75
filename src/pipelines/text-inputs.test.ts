import { describe, expect, it } from 'vitest'
import { encoderInputs } from '../testing/text-encoder.ts'
import type { ValueInfo } from './ports.ts'
import { textInputs } from './text-inputs.ts'

const dims = ['batch', 'tokens']
const input = (name: string, parts: Partial<ValueInfo> = {}): ValueInfo => ({
  name,
  type: 'int64',
  dims,
  ...parts,
})
const big = (...values: number[]) => BigInt64Array.from(values, BigInt)

describe('textInputs', () => {
  it('feeds what the graph asks for, by its names', () => {
    const inputs = [
      ...encoderInputs,
      input('token_type_ids', { type: 'int32' }),
      input('position_ids'),
    ]
    const shape = { type: 'int64', dims: [1, 3] }
    expect(textInputs({ inputs }).feeds([2, 5, 3], 0)).toEqual({
      input_ids: { ...shape, data: big(2, 5, 3) },
      attention_mask: { ...shape, data: big(1, 1, 1) },
      token_type_ids: { type: 'int32', dims: [1, 3], data: Int32Array.of(0, 0, 0) },
      position_ids: { ...shape, data: big(0, 1, 2) },
    })
  })

  it('fills a fixed length up and masks what it filled in', () => {
    const inputs = [
      input('input_ids', { dims: [1, 4] }),
      input('attention_mask', { dims: [1, 4], type: 'float32' }),
      input('position_ids', { dims: [1, 4] }),
    ]
    const { length, feeds } = textInputs({ inputs })
    expect(length).toBe(4)
    expect(feeds([2, 3], 9)).toEqual({
      input_ids: { type: 'int64', dims: [1, 4], data: big(2, 3, 9, 9) },
      attention_mask: { type: 'float32', dims: [1, 4], data: Float32Array.of(1, 1, 0, 0) },
      position_ids: { type: 'int64', dims: [1, 4], data: big(0, 1, 2, 3) },
    })
  })

  it.each([
    [
      ['input_ids:0', 'input_mask:0', 'segment_ids:0'],
      [2n, 1n, 0n],
    ],
    [['tokens'], [2n]],
  ])('knows the inputs %j', (names, values) => {
    const fed = textInputs({ inputs: names.map((name) => input(name)) }).feeds([2], 0)
    expect(names.map((name) => fed[name]?.data[0])).toEqual(values)
  })

  it.each<[string, ValueInfo[], string]>([
    [
      'an input that no text can fill',
      [...encoderInputs, input('pixel_values')],
      'It has an input “pixel_values”, and there is nothing in a text to put into it',
    ],
    [
      'a graph without ids',
      [input('attention_mask'), input('position_ids')],
      'None of its inputs is called “input_ids”: “attention_mask”, “position_ids”',
    ],
    [
      'a batch of several texts',
      [input('input_ids', { dims: [8, 'tokens'] })],
      'Its input “input_ids” takes 8 texts at a time, and there is one',
    ],
    [
      'ids without a batch',
      [input('input_ids', { dims: ['tokens'] })],
      'Its input “input_ids” has 1 axes, not two (batch × tokens)',
    ],
  ])('refuses %s', (_, inputs, problem) => {
    expect(() => textInputs({ inputs })).toThrow(
      expect.objectContaining({
        code: 'export-unsupported',
        facts: expect.objectContaining({ problem }),
      }),
    )
  })

  it('refuses ids that are text', () => {
    const { feeds } = textInputs({ inputs: [input('input_ids', { type: 'string' })] })
    expect(() => feeds([2], 0)).toThrow(expect.objectContaining({ code: 'export-unsupported' }))
  })
})
