import { describe, expect, it } from 'vitest'
import { wordsOfToken } from './token-words.ts'

describe('a token in words', () => {
  it.each([
    [' shore', '·shore', 'shore'],
    ['\n\n', '↵↵', 'new line, new line'],
    [' ', '·', 'space'],
    ['\u00a0', '·', 'space'],
    ['', 'nothing', 'nothing'],
  ])('%j shows as %s and is spoken as %s', (text, shown, spoken) => {
    expect(wordsOfToken(text)).toEqual({ shown, spoken })
  })
})
