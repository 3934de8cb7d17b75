import { describe, expect, it } from 'vitest'
import { escapeXml, linesOf } from './card-text.ts'

const box = { fontPx: 20, widthPx: 200, most: 2 }

describe('a text on a card', () => {
  it('is broken between words, and says when some of it is missing', () => {
    expect(linesOf('Short', box)).toEqual(['Short'])
    expect(linesOf('one two three four five six', box)).toEqual(['one two three four', 'five six'])
    const lines = linesOf('one two three four five six seven eight nine ten', box)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/…$/)
  })

  it('of one endless word is cut', () => {
    const lines = linesOf('W'.repeat(500), box)
    expect(lines).toHaveLength(2)
    expect(lines.join('').length).toBeLessThan(40)
  })

  it('is text to XML whatever it holds', () => {
    expect(escapeXml('<a b="&\u0000">')).toBe('&lt;a b=&quot;&amp; &quot;>')
  })
})
