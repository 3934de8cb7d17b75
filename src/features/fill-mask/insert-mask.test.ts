import { describe, expect, it } from 'vitest'
import { insertMask } from './insert-mask.ts'

/** The caret is "|", a selection lies between two of them. */
function insert(marked: string): string {
  const [before = '', selected = '', after] = marked.split('|')
  const text = before + selected + (after ?? '')
  const end = after === undefined ? before.length : before.length + selected.length
  const { text: filled, caret } = insertMask(text, '[MASK]', before.length, end)
  return `${filled.slice(0, caret)}|${filled.slice(caret)}`
}

describe('insertMask', () => {
  it.each([
    ['|', '[MASK]|'],
    ['Paris is |', 'Paris is [MASK]|'],
    ['Paris is|', 'Paris is [MASK]|'],
    ['Paris is |the capital.', 'Paris is [MASK]| the capital.'],
    ['Paris |is| the capital.', 'Paris [MASK]| the capital.'],
    ['The capital is|.', 'The capital is [MASK]|.'],
    ['One. |', 'One. [MASK]|'],
    ['One.|', 'One. [MASK]|'],
    ['He said “|” twice.', 'He said “[MASK]|” twice.'],
    ['[MASK]|', '[MASK] [MASK]|'],
    ['(|)', '([MASK]|)'],
  ])('makes %j into %j', (before, after) => {
    expect(insert(before)).toBe(after)
  })
})
