import { describe, expect, it } from 'vitest'
import { promptOfLength } from './prompt.js'

describe('a prompt of a certain length', () => {
  /** A begin token, then one for each word and each mark, as a real tokenizer has it, roughly. */
  const encode = (text: string) => [
    0,
    ...(text.match(/\w+|[^\w\s]/g) ?? []).map((word) => word.length),
  ]

  it.each([2, 16, 256, 1024])('has exactly %d tokens', (count) => {
    expect(encode(promptOfLength(encode, count))).toHaveLength(count)
  })

  it('is refused where there is none, not made by rule of thumb', () => {
    const even = (text: string) => Array.from({ length: 2 * Math.ceil(text.length / 2) }, () => 0)
    expect(() => promptOfLength(even, 7)).toThrow(RangeError)
  })
})
