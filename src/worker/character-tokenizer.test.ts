import { describe, expect, it } from 'vitest'
import { createDetokenizer } from '../core/decoding/detokenize.ts'
import { createCharacterTokenizer } from './character-tokenizer.ts'

const tokenizer = createCharacterTokenizer(101)

describe('a tokenizer for an export that has none', () => {
  it('counts characters as Python does, one for each code point', () => {
    // [ord(c) % 101 for c in 'Hi 😀']
    expect(tokenizer.encode('Hi 😀')).toEqual([72, 4, 32, 40])
    expect(tokenizer.encode('')).toEqual([])
  })

  it('shows tokens by their numbers, piece by piece as all at once', () => {
    const detokenizer = createDetokenizer((ids) => tokenizer.decode(ids), tokenizer.encode('Hi'))
    const pieces = [17, 17, 0, 100].map((id) => detokenizer.push(id))
    expect(pieces).toEqual(['[17]', '[17]', '[0]', '[100]'])
    expect(tokenizer.decode([17, 17, 0, 100])).toBe(pieces.join(''))
    expect(tokenizer.spelling(17)).toBe('[17]')
  })
})
