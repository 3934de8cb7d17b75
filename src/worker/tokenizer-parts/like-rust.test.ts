import { describe, expect, it } from 'vitest'
import { createTokenizer } from '../tokenizer.ts'
import { bertText } from './bert-text.ts'
import { createCharsmap } from './charsmap.ts'

// What real vocabularies make of all this is held to the Rust library in ../tokenizer.golden.test.ts.

const nothing = { added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null }

describe('a text for BERT', () => {
  const uncased = { clean_text: true, handle_chinese_chars: true, lowercase: true }

  it('has small letters without accents, whatever stands beside them', () => {
    expect(bertText('ΟΣ É İ e\u0301', uncased)).toBe('οσ e i e')
    expect(bertText('É', { ...uncased, strip_accents: false })).toBe('é')
    expect(bertText('É', { ...uncased, lowercase: false })).toBe('É')
  })

  it('has blanks around Chinese characters of every plane', () => {
    expect(bertText('a中𠀀b', uncased)).toBe('a 中  𠀀 b')
  })

  it('has no control characters, and one kind of blank', () => {
    expect(bertText('a\0\u200B\uFEFF\uFFFDb\tc\u00A0\u0085d', uncased)).toBe('ab c d')
  })
})

describe('a table of characters', () => {
  it.each(['', 'AAAA', '/////w==', btoa('\xff\xff\xff\x7f'.repeat(3)), btoa('\0'.repeat(40))])(
    'that is cut off or nonsense (%j) changes nothing and comes to an end',
    (base64) => {
      const rewrite = createCharsmap(base64)
      const text = 'Ünïcode ﬁ 中\0 e\u0301'
      expect(rewrite(text)).toBe(text)
    },
  )

  it('that is no base64 makes the tokenizer unreadable', () => {
    const normalizer = { type: 'Precompiled', precompiled_charsmap: '§' }
    const model = { type: 'Unigram', unk_id: 0, vocab: [['<unk>', 0]] }
    expect(() => createTokenizer({ ...nothing, normalizer, decoder: null, model }, {})).toThrow(
      'export-invalid',
    )
  })
})

describe('a unigram model', () => {
  const vocab = [
    ['<unk>', 0],
    ['a', -3],
    ['ab', -4],
    ['b', -3],
    ['abc', -20],
    ['𝒳', -5],
  ]
  const model = { type: 'Unigram', unk_id: 0, vocab }
  const { encode } = createTokenizer({ ...nothing, decoder: null, model }, {})

  it('takes the most probable pieces', () => {
    expect(encode('abab')).toEqual([2, 2])
    expect(encode('ba𝒳')).toEqual([3, 1, 5])
  })

  it('makes one unknown piece of unknown characters in a row', () => {
    expect(encode('a??b?')).toEqual([1, 0, 3, 0])
    expect(encode('')).toEqual([])
  })
})

it('a text of bytes keeps the mark U+FEFF at its start', () => {
  const bytes = ['<0xEF>', '<0xBB>', '<0xBF>']
  const vocab = Object.fromEntries(['<unk>', ...bytes].map((token, id) => [token, id]))
  const model = { type: 'BPE', unk_token: '<unk>', byte_fallback: true, vocab, merges: [] }
  const decoder = { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'Fuse' }] }
  const tokenizer = createTokenizer({ ...nothing, decoder, model }, {})
  expect(tokenizer.decode(tokenizer.encode('\uFEFF'))).toBe('\uFEFF')
})

describe('words', () => {
  const words = (type: string, text: string) => {
    const vocab = Object.fromEntries(
      ['?', 'a', 'ï', 'né', '\uFEFF'].map((token, id) => [token, id]),
    )
    const model = { type: 'WordPiece', unk_token: '?', continuing_subword_prefix: '##', vocab }
    const json = { ...nothing, pre_tokenizer: { type }, decoder: null, model }
    return createTokenizer(json, {}).encode(text)
  }

  it('may have letters that English lacks', () => {
    expect(words('Whitespace', 'né ï')).toEqual([3, 2])
  })

  it('end at every blank of Unicode, of which U+0085 is one and U+FEFF is none', () => {
    for (const type of ['Whitespace', 'WhitespaceSplit']) {
      expect(words(type, 'a\u0085a\u00A0a'), type).toEqual([1, 1, 1])
      expect(words(type, 'a \uFEFF'), type).toEqual([1, 4])
    }
  })
})
