import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from './find-json-fault.ts'

const marks = ['{', '}', '[', ']', ',', ':', '"', '1', '-', '.', 'e', ' ', '\n', '\\', 't', 'n']

describe('where JSON breaks', () => {
  it.each([
    ['{"a": x}', 6],
    ['{"a": 1,}', 8],
    ['{a: 1}', 1],
    ["{'a': 1}", 1],
    ['{"a" 1}', 5],
    ['[1 2]', 3],
    ['{"a": 01}', 7],
    ['{"a": NaN}', 6],
    ['{"a": 1} b', 9],
    ['[1}', 2],
    ['"tab\there"', 4],
    ['{"a": "\\x"}', 7],
  ])('is found in %s', (text, index) => {
    expect(findJsonFault(text)).toBe(index)
  })

  it.each(['', '{', '{"a"', '{"a":', '{"a": 1', '[1,', '  ', '{"a": "b'])(
    'is the end of %j',
    (text) => {
      expect(findJsonFault(text)).toBe(text.length)
    },
  )

  it('is nowhere exactly where the engine agrees', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom(...marks))
      .map(([json, at, char]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + char + json.slice(place + (at % 2))
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
        expect(findJsonFault(text) === undefined).toBe(parses(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('is where it gets deeper than any row', () => {
    expect(findJsonFault('['.repeat(100_000))).toBe(500)
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
