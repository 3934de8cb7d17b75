import { describe, expect, it } from 'vitest'
import { contextUseOf, messagesOf, shortened, type Answer, type Turn } from './conversation.ts'

const answer = (text: string, parts: Partial<Answer> = {}): Answer => ({
  text,
  tokens: [text],
  ids: [1, 2, 3],
  finishReason: 'stop',
  contextFull: false,
  steps: [],
  ...parts,
})
const prompt = { tokens: 100, reused: 0 }
const turns: readonly Turn[] = [
  { id: 1, question: 'a'.repeat(50), answer: answer('b'.repeat(50)) },
  { id: 2, question: 'c'.repeat(30), answer: answer('d'.repeat(20)) },
  { id: 3, question: 'e'.repeat(10) },
]

describe('what the model is given', () => {
  it('alternates between the two, whatever was left without an answer', () => {
    const open = [
      { id: 1, question: 'One' },
      { id: 2, question: 'Two' },
      { id: 3, question: 'Three', answer: answer('') },
      { id: 4, question: 'Four' },
    ]
    expect(messagesOf({ turns: open, leftOut: 0 }, '')).toEqual([
      { role: 'user', content: 'One\n\nTwo\n\nThree' },
      { role: 'assistant', content: '' },
      { role: 'user', content: 'Four' },
    ])
  })

  it('begins with the system prompt, also when turns are left out', () => {
    expect(messagesOf({ turns, leftOut: 2 }, ' Be kind.\n')).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'e'.repeat(10) },
    ])
    expect(messagesOf({ turns: [], leftOut: 0 }, '  ')).toEqual([])
  })
})

describe('leaving out', () => {
  it.each([
    [0.9, 1],
    [0.4, 1],
    [0.3, 2],
    // The last question stays, whatever it takes.
    [0.01, 2],
  ])('so that %s of the text stays, at least one turn goes: %s', (fraction, leftOut) => {
    expect(shortened({ turns, leftOut: 0 }, '', fraction)).toEqual({ turns, leftOut })
  })

  it('goes on from what is left out already', () => {
    expect(shortened({ turns, leftOut: 1 }, '', 0.99).leftOut).toBe(2)
    expect(shortened({ turns, leftOut: 2 }, '', 0.5).leftOut).toBe(2)
  })

  it('counts the system prompt among what stays', () => {
    expect(shortened({ turns, leftOut: 0 }, 's'.repeat(100), 0.6).leftOut).toBe(2)
  })
})

describe('the use of the context', () => {
  it('is the last prompt with its answer', () => {
    const counted = [{ id: 1, question: 'a', answer: answer('b', { prompt }) }]
    expect(contextUseOf({ turns: counted, leftOut: 0 })).toEqual({ tokens: 103, isLeast: false })
    expect(contextUseOf({ turns: [], leftOut: 0 })).toBeUndefined()
  })

  it('is more than that once something was added that nobody has counted', () => {
    const counted = { id: 1, question: 'a', answer: answer('b', { prompt }) }
    const uncounted = { id: 2, question: 'a', answer: answer('b', { finishReason: 'abort' }) }
    expect(contextUseOf({ turns: [counted, uncounted], leftOut: 0 })).toEqual({
      tokens: 106,
      isLeast: true,
    })
    const asked = { id: 2, question: 'a' }
    expect(contextUseOf({ turns: [counted, asked], leftOut: 0 })?.isLeast).toBe(true)
  })
})
