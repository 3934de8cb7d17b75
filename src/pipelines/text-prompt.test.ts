import { describe, expect, it } from 'vitest'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { ChatMessage } from '../protocol/tasks.ts'
import { textManifest } from '../testing/text-model.ts'
import type { Tokenizer } from './ports.ts'
import { checkKnown, encodePrompt } from './text-prompt.ts'

/** One token for each word, and none for an empty text. */
const words: Tokenizer = {
  encode: (text) => text.split(' ').flatMap((word, i) => (word === '' ? [] : [i + 10])),
  decode: () => '',
  spelling: () => '',
}
const encode = (
  prompt: string,
  manifest: TextGenerationManifest,
  tokenizer = words,
  continued?: readonly number[],
) => encodePrompt({ prompt, ...(continued && { continued }) }, manifest, { tokenizer, decoder: {} })
const withContext = (contextLength: number) => ({ ...textManifest, contextLength })
const failing = (code: string, facts = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

describe('the prompt', () => {
  it('may be empty: the text then begins with the token for that', () => {
    expect(encode('', { ...textManifest, bosTokenId: 7 }, words).ids).toEqual([7])
  })

  it('is left to the tokenizer when that begins the text itself', () => {
    const prefixing = { ...words, encode: (text: string) => [1, ...words.encode(text)] }
    expect(encode('', { ...textManifest, bosTokenId: 7 }, prefixing).ids).toEqual([1])
    expect(encode('a', { ...textManifest, bosTokenId: 7 }, prefixing).ids).toEqual([1, 10])
  })

  it('may not be empty when the export names no token to begin with', () => {
    const { bosTokenId: _, ...manifest } = textManifest
    expect(() => encode('', manifest, words)).toThrow(failing('export-unsupported'))
  })

  it('is refused when it leaves no room in the context', () => {
    expect(encode('a b', withContext(3), words).ids).toEqual([10, 11])
    expect(() => encode('a b c', withContext(3), words)).toThrow(
      failing('context-full', { promptTokens: 3, contextLength: 3 }),
    )
  })

  it('is refused when it has more than 32,000 characters, before it is encoded', () => {
    expect(encode('x'.repeat(32_000), withContext(9), words).ids).toEqual([10])
    const untouched = { ...words, encode: () => expect.fail('encoded') }
    expect(() => encode('x'.repeat(32_001), withContext(9), untouched)).toThrow(
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

  it('has the tokens of a branch behind it, which count as part of it', () => {
    const branched = encode('a b', withContext(5), words, [40, 41])
    expect(branched).toMatchObject({ ids: [10, 11, 40, 41], tokens: 4, mayReuse: true })
    expect(() => encode('a b', withContext(4), words, [40, 41])).toThrow(failing('context-full'))
  })

  it('is run anew when it is a text of its own, whatever was run before', () => {
    expect(encode('a b', withContext(5)).mayReuse).toBe(false)
  })

  it('goes to the encoder where there is one, and the text begins with the start token', () => {
    const manifest = { ...withContext(5), encoder: { model: 'e.onnx', startTokenId: 3 } }
    expect(encode('a b', manifest, words, [40])).toEqual({
      ids: [3, 40],
      source: [10, 11],
      before: [40],
      tokens: 2,
      mayReuse: false,
    })
  })

  it('may be a conversation, whose template brings the special tokens', () => {
    const chatTemplate = { render: (all: readonly ChatMessage[]) => `<s> ${all[0]!.content}` }
    const asked: unknown[] = []
    const tokenizer: Tokenizer = {
      ...words,
      encode: (text, options) => {
        asked.push([text, options])
        return [1, 2]
      },
    }
    const prompt: ChatMessage[] = [{ role: 'user', content: 'Hi' }]
    const encoded = encodePrompt({ prompt }, withContext(9), {
      tokenizer,
      chatTemplate,
      decoder: {},
    })
    expect(encoded).toMatchObject({ ids: [1, 2], mayReuse: true })
    expect(asked).toEqual([['<s> Hi', { special: false }]])
    expect(() => encodePrompt({ prompt }, withContext(9), { tokenizer, decoder: {} })).toThrow(
      failing('export-unsupported'),
    )
  })
})
