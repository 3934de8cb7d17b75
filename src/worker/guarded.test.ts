import { describe, expect, it } from 'vitest'
import type { Tokenizer } from '../pipelines/ports.ts'
import { guardTemplate, guardTokenizer } from './guarded.ts'
import type { Deaf } from './serve.ts'

const tokenizer: Tokenizer = {
  encode: (text, { special = true } = {}) => (special ? [1, text.length] : [text.length]),
  decode: (ids) => ids.join(' '),
  spelling: String,
  padId: 3,
}

function guard(json: unknown, sizeBytes = 0) {
  const told: [string, number][] = []
  const deaf: Deaf = (work, budgetMs, act) => {
    told.push([work, budgetMs])
    return act()
  }
  return { told, deaf, guarded: guardTokenizer(() => tokenizer, { json, sizeBytes }, deaf) }
}

describe('a guarded tokenizer', () => {
  it('is the tokenizer', () => {
    const { guarded } = guard({})
    expect(guarded.encode('abc')).toEqual([1, 3])
    expect(guarded.encode('abc', { special: false })).toEqual([3])
    expect(guarded.decode([4, 5])).toBe('4 5')
    expect(guarded.spelling(7)).toBe('7')
    expect(guarded.padId).toBe(3)
  })

  it('may take 2 seconds for a short text, and longer for a long one', () => {
    const { guarded, told } = guard({})
    guarded.encode('a'.repeat(60))
    guarded.encode('a'.repeat(32_000))
    expect(told.slice(1)).toEqual([
      ['encode', 2030],
      ['encode', 18_000],
    ])
  })

  it('may take longer to be made of a large file', () => {
    expect(guard({}, 1_000_000).told).toEqual([['make-tokenizer', 12_000]])
  })

  it('says nothing of decoding, which is done for every token, unless that has a pattern', () => {
    const harmless = guard({ decoder: { type: 'Replace', pattern: { String: '▁' }, content: ' ' } })
    harmless.guarded.decode([1])
    expect(harmless.told.slice(1)).toEqual([])
    const inside = { type: 'Replace', pattern: { Regex: '(a+)+$' }, content: '' }
    const evil = guard({ decoder: { type: 'Sequence', decoders: [inside] } })
    evil.guarded.decode([1])
    expect(evil.told.slice(1)).toEqual([['decode', 2000]])
  })
})

describe('a guarded chat template', () => {
  it('has longer than the template’s own bounds, which say more', () => {
    const { told, deaf } = guard({})
    const { render } = guardTemplate({ render: (messages) => messages[0]!.content }, deaf)
    expect(render([{ role: 'user', content: 'hi' }])).toBe('hi')
    expect(told.at(-1)).toEqual(['chat-template', 8000])
  })
})
