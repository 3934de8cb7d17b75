import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { wordTokenizer } from '../testing/text-encoder.ts'
import { encodeText } from './encode-text.ts'
import type { Tokenizer } from './ports.ts'

const encode = (text: string, mostTokens = 8, tokenizer = wordTokenizer) =>
  encodeText(text, tokenizer, { mostTokens })

describe('encodeText', () => {
  it('gives all tokens of a text that fits, special ones included', () => {
    expect(encode('good film')).toEqual({ ids: [2, 5, 7, 3], tokens: { read: 4, cut: 0 } })
    expect(encode('', 2)).toEqual({ ids: [2, 3], tokens: { read: 2, cut: 0 } })
  })

  it('cuts the end of the text and keeps the special tokens around it', () => {
    const { ids, tokens } = encode('good good good bad film', 5)
    expect(ids).toEqual([2, 5, 5, 5, 3])
    expect(tokens).toEqual({ read: 5, cut: 2 })
  })

  it('leaves no place for the text where the special tokens take all', () => {
    expect(encode('good film', 2).ids).toEqual([2, 3])
    expect(encode('good film', 1).ids).toEqual([2])
  })

  it('cuts plainly where the tokenizer adds nothing', () => {
    const plain: Tokenizer = { ...wordTokenizer, encode: () => [5, 6, 7, 8] }
    expect(encode('', 3, plain)).toEqual({ ids: [5, 6, 7], tokens: { read: 3, cut: 1 } })
  })

  it('cuts plainly where the special tokens change the text’s own', () => {
    const odd: Tokenizer = {
      ...wordTokenizer,
      encode: (_, { special = true } = {}) => (special ? [2, 5, 3, 6] : [7, 8]),
    }
    expect(encode('', 3, odd).ids).toEqual([2, 5, 3])
  })

  it.each([
    ['that is a novel', 'good '.repeat(6401), 'prompt-too-long', { what: 'text', length: 32_005 }],
    ['of no token', '', 'export-unsupported', {}],
  ])('refuses a text %s', (_, text, code, facts) => {
    const silent: Tokenizer = { ...wordTokenizer, encode: () => [] }
    const refusing = () => encode(text, 8, silent)
    expect(refusing).toThrow(VitrineError)
    expect(refusing).toThrow(
      expect.objectContaining({ code, facts: expect.objectContaining(facts) }),
    )
  })

  it('names a token that the model does not have', () => {
    const refusing = () => encodeText('good !', wordTokenizer, { mostTokens: 8, vocabularySize: 8 })
    expect(refusing).toThrow(
      expect.objectContaining({
        code: 'export-unsupported',
        facts: expect.objectContaining({
          problem: 'The tokenizer makes “!” token 9, but this model has only 8 tokens',
        }),
      }),
    )
  })

  it('does not mind a token that the model does not have where it is cut', () => {
    const limits = { mostTokens: 4, vocabularySize: 8 }
    expect(encodeText('good film !', wordTokenizer, limits).tokens).toEqual({ read: 4, cut: 1 })
  })
})
