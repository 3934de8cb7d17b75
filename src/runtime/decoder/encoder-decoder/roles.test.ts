import { describe, expect, it } from 'vitest'
import type { ValueInfo } from '../../session.ts'
import { readEncoderDecoderRoles } from './roles.ts'

const tensor = (
  name: string,
  dims: readonly (number | string)[],
  type: ValueInfo['type'] = 'float32',
): ValueInfo => ({ name, type, dims })
const row = (name: string) => tensor(name, ['b', 's'], 'int64')
const cache = (name: string) => tensor(name, ['b', 2, 'p', 8])

const encoder = {
  inputs: [row('input_ids'), row('attention_mask')],
  outputs: [tensor('last_hidden_state', ['b', 's', 16])],
}
const ids = row('input_ids')
const mask = row('encoder_attention_mask')
const hidden = tensor('encoder_hidden_states', ['b', 's', 16])
const useCache = tensor('use_cache_branch', [1], 'bool')
const kinds = ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value']
const pasts = kinds.map((kind) => cache(`past_key_values.0.${kind}`))
const presents = kinds.map((kind) => cache(`present.0.${kind}`))
const logits = tensor('logits', ['b', 's', 32])
const decoder = {
  inputs: [mask, ids, hidden, ...pasts, useCache],
  outputs: [logits, ...presents],
}
const without = (values: readonly ValueInfo[], left: ValueInfo) =>
  values.filter((value) => value !== left)

describe('the two graphs of an encoder–decoder', () => {
  it('are known by what Optimum calls their inputs and outputs', () => {
    const roles = readEncoderDecoderRoles(encoder, decoder)
    expect(roles.encoder).toMatchObject({
      ids: { name: 'input_ids' },
      mask: { name: 'attention_mask' },
      logits: 'last_hidden_state',
    })
    expect(roles.decoder).toMatchObject({ useCache: 'use_cache_branch', vocabularySize: 32 })
    expect(roles.decoder).not.toHaveProperty('mask')
    const pastsOf = (part: 'decoder' | 'source') => roles[part].caches.map(({ past }) => past)
    expect(pastsOf('decoder')).toEqual([pasts[0]!.name, pasts[1]!.name])
    expect(pastsOf('source')).toEqual([pasts[2]!.name, pasts[3]!.name])
    expect(roles.source.mask?.name).toBe(mask.name)
  })

  it('may do without masks, and with a mask over the text', () => {
    const bare = { ...encoder, inputs: encoder.inputs.slice(0, 1) }
    const inputs = [...without(decoder.inputs, mask), row('decoder_attention_mask')]
    const roles = readEncoderDecoderRoles(bare, { ...decoder, inputs })
    expect(roles.encoder).not.toHaveProperty('mask')
    expect(roles.source).not.toHaveProperty('mask')
    expect(roles.decoder.mask?.name).toBe('decoder_attention_mask')
  })

  it.each([
    [
      'a decoder that reads no source',
      encoder,
      { ...decoder, inputs: without(decoder.inputs, hidden) },
      'Its decoder has no input “encoder_hidden_states”, as decoder_model_merged.onnx has it',
    ],
    [
      'a decoder that always wants a past',
      encoder,
      { ...decoder, inputs: without(decoder.inputs, useCache) },
      'Its decoder has a KV cache, and no “use_cache_branch” to begin a text with',
    ],
    [
      'a source’s cache that never comes out',
      encoder,
      { ...decoder, outputs: without(decoder.outputs, presents[2]!) },
      'Its cache “past_key_values.0.encoder.key” has no output “present.0.encoder.key”',
    ],
    [
      'an input that nobody knows',
      encoder,
      { ...decoder, inputs: [...decoder.inputs, row('head_mask')] },
      'Its input “head_mask” is not known here',
    ],
    [
      'an encoder of another kind',
      { ...encoder, outputs: [tensor('pooler_output', ['b', 16])] },
      decoder,
      'It does not turn “input_ids” into “last_hidden_state”',
    ],
    [
      'halves of different precisions',
      { ...encoder, outputs: [tensor('last_hidden_state', ['b', 's', 16], 'float16')] },
      decoder,
      'Its encoder gives float16, and its decoder takes float32',
    ],
    [
      'an encoder of a fixed length',
      { ...encoder, inputs: [tensor('input_ids', ['b', 128], 'int64')] },
      decoder,
      'Its encoder takes exactly 128 tokens',
    ],
  ])('are refused for %s', (_, one, other, problem) => {
    expect(() => readEncoderDecoderRoles(one, other)).toThrow(
      expect.objectContaining({ code: 'export-unsupported', facts: { problem } }),
    )
  })
})
