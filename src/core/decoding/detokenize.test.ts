import { describe, expect, it } from 'vitest'
import { createDetokenizer } from './detokenize.ts'
import { createRandom } from './random.ts'

type Decode = (ids: readonly number[]) => string

/** One token for each byte, as the worst byte-level tokenizer; 256 and up are special and silent. */
const bytes: Decode = (ids) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    Uint8Array.from(ids.filter((id) => id < 256)),
  )

/** One token of GPT-2's is a space and the first two bytes of most emoji. */
const spaceAndHalfEmoji: Decode = (ids) =>
  bytes(ids.flatMap((id) => (id === 300 ? [32, 240, 159] : [id])))

const stripping: Decode = (ids) => bytes(ids).trimStart()

/** As SentencePiece: "▁" is a space, the one at the start of the text goes away. */
const pieces = ['▁', '▁there', '▁was', 's', ',', '▁a']
const sentencePiece: Decode = (ids) =>
  ids
    .map((id) => pieces[id] ?? '')
    .join('')
    .replaceAll('▁', ' ')
    .replace(/^ /, '')

/** As WordPiece: tokens are words unless they begin with "##". */
const parts = ['play', '##ing', 'cards', '[SEP]']
const wordPiece: Decode = (ids) =>
  ids
    .map((id) => parts[id] ?? '')
    .filter((token) => token !== '[SEP]')
    .map((token, i) => (i === 0 ? token : token.startsWith('##') ? token.slice(2) : ` ${token}`))
    .join('')

function stream(decode: Decode, ids: readonly number[], context: readonly number[] = []) {
  const detokenizer = createDetokenizer(decode, context)
  return { pieces: ids.map((id) => detokenizer.push(id)), rest: detokenizer.flush() }
}

/** What both begin with: all of the context's text, or all but a character that what follows it ends. */
function startOf(context: string, whole: string): string {
  let length = context.length
  while (!whole.startsWith(context.slice(0, length))) length -= 1
  return context.slice(0, length)
}

const utf8 = (text: string) => [...new TextEncoder().encode(text)]

describe('decoding token by token', () => {
  it('hands out a character when its last byte has come', () => {
    expect(stream(bytes, utf8('aé😀'))).toEqual({
      pieces: ['a', '', 'é', '', '', '', '😀'],
      rest: '',
    })
  })

  it('hands out what comes before an incomplete character', () => {
    expect(stream(spaceAndHalfEmoji, [300, 152, 128])).toEqual({
      pieces: [' ', '', '😀'],
      rest: '',
    })
  })

  it('keeps a character that stays incomplete for the flush', () => {
    expect(stream(bytes, [97, 240, 159])).toEqual({ pieces: ['a', '', ''], rest: '\uFFFD' })
  })

  it('finishes a character across a special token', () => {
    expect(stream(bytes, [240, 159, 256, 152, 128]).pieces.join('')).toBe('😀')
  })

  it('strips the leading space at the start of a text', () => {
    expect(stream(sentencePiece, [1, 2, 3]).pieces).toEqual(['there', ' was', 's'])
  })

  it('keeps the leading space of a continuation', () => {
    expect(stream(sentencePiece, [2, 5], [1]).pieces).toEqual([' was', ' a'])
    expect(stream(wordPiece, [1, 2], [0]).pieces).toEqual(['ing', ' cards'])
  })

  it('keeps the space of a word that follows special tokens', () => {
    expect(stream(wordPiece, [0, 3, 3, 2]).pieces).toEqual(['play', '', '', ' cards'])
    expect(stream(wordPiece, [2], [0, ...Array.from({ length: 40 }, () => 3)]).pieces).toEqual([
      ' cards',
    ])
  })

  it('keeps every blank of a decoder that strips all of them at the start', () => {
    expect(stream(stripping, utf8('  a   b')).pieces.join('')).toBe('a   b')
  })

  it('hands out the whole of a character that the context began', () => {
    const [context, rest] = [
      [97, 240, 159],
      [152, 128, 33],
    ]
    expect(stream(bytes, rest, context)).toEqual({ pieces: ['', '😀', '!'], rest: '' })
    expect(stream(spaceAndHalfEmoji, [152, 128], [97, 300]).pieces.join('')).toBe('😀')
  })

  it('does not hand out again what the context has already, also where that is U+FFFD', () => {
    const context = utf8('a\uFFFD')
    expect(stream(bytes, [98, 99], context).pieces).toEqual(['b', 'c'])
    expect(stream(bytes, utf8('é'), context).pieces).toEqual(['', 'é'])
    expect(stream(bytes, utf8('\uFFFD!'), context).pieces.join('')).toBe('\uFFFD!')
    expect(stream(bytes, [], context).rest).toBe('')
  })

  it('leaves a character that the context began and nobody ends with the context', () => {
    expect(stream(bytes, [98], [97, 240, 159])).toEqual({ pieces: ['b'], rest: '' })
    expect(stream(bytes, [240, 159, 152, 128], [97, 240]).pieces.join('')).toBe('😀')
    expect(stream(bytes, [159], [97, 240])).toEqual({ pieces: [''], rest: '' })
  })

  it('adds up to the whole decoded text for any bytes, with any context', () => {
    const random = createRandom(1)
    const alphabet = [97, 32, 195, 169, 240, 159, 152, 128, 255, 239, 187, 191, 256, 257]
    for (let round = 0; round < 300; round++) {
      const ids = Array.from({ length: 60 }, () => alphabet[Math.floor(random() * 14)] ?? 97)
      const { pieces: got, rest } = stream(bytes, ids)
      expect(got.join('') + rest).toBe(bytes(ids))
      const context = [...utf8('né 😀'), ...ids.slice(0, round % 30)]
      const continued = stream(bytes, ids, context)
      const whole = bytes([...context, ...ids])
      expect(startOf(bytes(context), whole) + continued.pieces.join('') + continued.rest).toBe(
        whole,
      )
    }
  })

  it('adds up to the whole decoded text for any words, with any context', () => {
    const random = createRandom(2)
    for (const [decode, size] of [
      [sentencePiece, pieces.length],
      [wordPiece, parts.length],
    ] as const) {
      for (let round = 0; round < 200; round++) {
        const ids = Array.from({ length: 30 }, () => Math.floor(random() * size))
        const split = round % 20
        const context = ids.slice(0, split)
        const { pieces: got, rest } = stream(decode, ids.slice(split), context)
        expect(decode(context) + got.join('') + rest).toBe(decode(ids))
      }
    }
  })
})

describe('looking ahead', () => {
  it('tells what a token would add, and changes nothing', () => {
    const detokenizer = createDetokenizer(sentencePiece, [1])
    expect(detokenizer.peek(2)).toBe(' was')
    expect(detokenizer.peek(4)).toBe(',')
    expect(detokenizer.push(2)).toBe(' was')
  })

  it('shows the character that a token would complete in the context', () => {
    const detokenizer = createDetokenizer(bytes, [97, 195])
    expect(detokenizer.peek(169)).toBe('é')
    expect(detokenizer.peek(98)).toBe('b')
    expect(detokenizer.push(169)).toBe('é')
  })

  it('shows the character that a token would complete or leave incomplete', () => {
    const detokenizer = createDetokenizer(bytes)
    expect(detokenizer.peek(195)).toBe('\uFFFD')
    detokenizer.push(195)
    expect(detokenizer.peek(169)).toBe('é')
  })
})

describe('the work for each token', () => {
  it.each([
    ['text', (i: number) => 97 + (i % 26)],
    ['bytes that never become characters', () => 255],
    ['incomplete characters', () => 240],
    ['special tokens', () => 256],
    ['blanks', () => 32],
  ])('does not grow with the length of the text: %s', (_, idAt) => {
    let decoded = 0
    const counting: Decode = (ids) => {
      decoded += ids.length
      return bytes(ids)
    }
    const ids = Array.from({ length: 2000 }, (_unused, i) => idAt(i))
    const detokenizer = createDetokenizer(counting, utf8('Once'))
    const text = ids.map((id) => detokenizer.push(id)).join('') + detokenizer.flush()
    expect(text).toBe(bytes(ids))
    // All at once would be 2000, all again for each token 2,000,000.
    expect(decoded).toBeLessThan(100 * ids.length)
  })
})
