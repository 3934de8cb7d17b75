import type { Tokenizer } from '../pipelines/ports.ts'

/**
 * For exports that come without a tokenizer: a character's code, modulo the size of the vocabulary, is its token, as
 * the exporter's own reference server has it. Many characters share a token, so there is no way back to text: tokens
 * are shown by their numbers.
 */
export function createCharacterTokenizer(vocabularySize: number): Tokenizer {
  const spelling = (id: number) => `[${id}]`
  return {
    encode: (text) => Array.from(text, (character) => character.codePointAt(0)! % vocabularySize),
    decode: (ids) => ids.map(spelling).join(''),
    spelling,
  }
}
