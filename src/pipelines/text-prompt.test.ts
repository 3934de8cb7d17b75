import { describe, expect, it } from 'vitest'
import { textManifest } from '../testing/text-model.ts'
import type { Tokenizer } from './ports.ts'
import { checkKnown, encodePrompt } from './text-prompt.ts'

/** One token for each word, and none for an empty text. */
const words: Tokenizer = {
  encode: (text) => text.split(' ').flatMap((word, i) => (word === '' ? [] : [i + 10])),
  decode: () => '',
  spelling: () => '',
}
const withContext = (contextLength: number) => ({ ...textManifest, contextLength })
const failing = (code: string, facts = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

describe('the prompt', () => {
  it('may be empty: the text then begins with the token for that', () => {
    expect(encodePrompt('', { ...textManifest, bosTokenId: 7 }, words)).toEqual([7])
  })

  it('is left to the tokenizer when that begins the text itself', () => {
    const prefixing = { ...words, encode: (text: string) => [1, ...words.encode(text)] }
    expect(encodePrompt('', { ...textManifest, bosTokenId: 7 }, prefixing)).toEqual([1])
    expect(encodePrompt('a', { ...textManifest, bosTokenId: 7 }, prefixing)).toEqual([1, 10])
  })

  it('may not be empty when the export names no token to begin with', () => {
    const { bosTokenId: _, ...manifest } = textManifest
    expect(() => encodePrompt('', manifest, words)).toThrow(failing('export-unsupported'))
  })

  it('is refused when it leaves no room in the context', () => {
    expect(encodePrompt('a b', withContext(3), words)).toEqual([10, 11])
    expect(() => encodePrompt('a b c', withContext(3), words)).toThrow(
      failing('context-full', { promptTokens: 3, contextLength: 3 }),
    )
  })

  it('is refused when it has more than 32,000 characters, before it is encoded', () => {
    expect(encodePrompt('x'.repeat(32_000), withContext(9), words)).toEqual([10])
    const untouched = { ...words, encode: () => expect.fail('encoded') }
    expect(() => encodePrompt('x'.repeat(32_001), withContext(9), untouched)).toThrow(
      failing('prompt-too-long', { length: 32_001, limit: 32_000 }),
    )
  })

  it('is refused by its first token that the model does not have', () => {
    const named = { ...words, spelling: (id: number) => `<${id}>` }
    expect(() => checkKnown([10, 11], 12, named)).not.toThrow()
    expect(() => checkKnown([10, 9999], undefined, named)).not.toThrow()
    const problem = 'The tokenizer makes “<1200>” token 1,200, but this model has only 1,000 tokens'
    expect(() => checkKnown([10, 1200, 3000], 1000, named)).toThrow(
      failing('export-unsupported', { problem }),
    )
  })
})
