import { describe, expect, it } from 'vitest'
import type { DecoderNames } from '../../protocol/manifest.ts'
import type { ValueInfo } from '../session.ts'
import { readRoles } from './roles.ts'

const ids: ValueInfo = { name: 'input_ids', type: 'int64', dims: ['batch', 'seq'] }
const logits: ValueInfo = { name: 'logits', type: 'float32', dims: ['batch', 'seq', 100] }
const cache = (name: string, more: Partial<ValueInfo> = {}): ValueInfo => ({
  name,
  type: 'float32',
  dims: ['batch', 4, 'past', 8],
  ...more,
})
const key = cache('past_key_values.0.key')
const presentKey = cache('present.0.key')

const read = (
  inputs: readonly ValueInfo[],
  outputs: readonly ValueInfo[] = [logits],
  names?: Partial<DecoderNames>,
) => readRoles({ inputs, outputs }, names)

describe('what the inputs of a decoder are for', () => {
  it('is told by the names that Hugging Face’s exporters give', () => {
    const mask: ValueInfo = { ...ids, name: 'attention_mask' }
    const positions: ValueInfo = { ...ids, name: 'position_ids' }
    const more: ValueInfo[] = [
      { name: 'use_cache_branch', type: 'bool', dims: [1] },
      { name: 'num_logits_to_keep', type: 'int64', dims: [] },
    ]
    const value = cache('past_key_values.0.value', { type: 'float16' })
    const roles = read(
      [ids, mask, positions, key, value, ...more],
      [logits, presentKey, cache('present.0.value')],
    )
    expect(roles).toEqual({
      ids: { name: 'input_ids', type: 'int64' },
      mask: { name: 'attention_mask', type: 'int64' },
      positions: { name: 'position_ids', type: 'int64' },
      useCache: 'use_cache_branch',
      logitsToKeep: 'num_logits_to_keep',
      numbers: {
        use_cache_branch: { name: 'use_cache_branch', type: 'bool', dims: [1] },
        num_logits_to_keep: { name: 'num_logits_to_keep', type: 'int64', dims: [] },
      },
      lastLogitsOnly: false,
      logits: 'logits',
      vocabularySize: 100,
      caches: [
        { past: key.name, present: 'present.0.key', type: 'float32', emptyDims: [1, 4, 0, 8] },
        { past: value.name, present: 'present.0.value', type: 'float16', emptyDims: [1, 4, 0, 8] },
      ],
    })
  })

  it('is told by the export where that has names of its own', () => {
    const merged = cache('past_11', { dims: [2, 'batch', 4, 'past', 8] })
    const roles = read(
      [{ ...ids, name: 'tokens', type: 'int32' }, merged],
      [{ ...logits, name: 'scores' }, cache('present_11')],
      { inputIds: 'tokens', logits: 'scores', past: 'past_%d', present: 'present_%d' },
    )
    expect(roles.ids).toEqual({ name: 'tokens', type: 'int32' })
    expect(roles.logits).toBe('scores')
    expect(roles.caches).toEqual([
      { past: 'past_11', present: 'present_11', type: 'float32', emptyDims: [2, 1, 4, 0, 8] },
    ])
  })

  it('needs no cache, and knows a fixed length', () => {
    expect(read([{ ...ids, dims: [1, 128] }])).toMatchObject({ caches: [], fixedLength: 128 })
    expect(read([ids]).fixedLength).toBeUndefined()
  })

  it('tells a graph that has logits for the last position alone', () => {
    const last = { ...logits, dims: ['batch', 1, 100] }
    expect(read([ids], [last]).lastLogitsOnly).toBe(true)
    expect(read([{ ...ids, dims: [1, 1] }], [last]).lastLogitsOnly, 'as it has only one').toBe(
      false,
    )
  })

  it.each<[string, ValueInfo[], ValueInfo[]]>([
    ['It does not turn “input_ids” into “logits”', [{ ...ids, name: 'x' }], [logits]],
    ['It does not turn “input_ids” into “logits”', [ids], [{ ...logits, name: 'y' }]],
    ['Its input “pixels” is not known here', [ids, { ...ids, name: 'pixels' }], [logits]],
    [
      'Its input “input_ids” is float32, not int64 or int32',
      [{ ...ids, type: 'float32' }],
      [logits],
    ],
    [
      'Its input “input_ids” takes exactly 4 texts at a time',
      [{ ...ids, dims: [4, 's'] }],
      [logits],
    ],
    [
      'Its input “use_cache_branch” is float32, not a truth value or a whole number',
      [ids, { name: 'use_cache_branch', type: 'float32', dims: [1] }],
      [logits],
    ],
    [
      'Its input “num_logits_to_keep” is 2 × n, not one number',
      [ids, { name: 'num_logits_to_keep', type: 'int64', dims: [2, 'n'] }],
      [logits],
    ],
    ['Its cache “past_key_values.0.key” has no output “present.0.key”', [ids, key], [logits]],
    [
      'Its KV cache is int8, not float32 or float16',
      [ids, { ...key, type: 'int8' }],
      [logits, presentKey],
    ],
    [
      'Its cache “past_key_values.0.key” is batch × heads × past × 8, not batch × heads × past × width with fixed heads',
      [ids, { ...key, dims: ['batch', 'heads', 'past', 8] }],
      [logits, presentKey],
    ],
    [
      'Its cache “past_key_values.0.key” is 1 × 4 × 512 × 8, not batch × heads × past × width with fixed heads',
      [ids, { ...key, dims: [1, 4, 512, 8] }],
      [logits, presentKey],
    ],
    [
      'It has a KV cache, and yet takes exactly 1 tokens at a time',
      [{ ...ids, dims: [1, 1] }, key],
      [logits, presentKey],
    ],
  ])('says what it does not know: %s', (problem, inputs, outputs) => {
    expect(() => read(inputs, outputs)).toThrow(
      expect.objectContaining({ code: 'export-unsupported', facts: { problem } }),
    )
  })
})
