import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDetokenizer } from '../core/decoding/detokenize.ts'
import { createRandom } from '../core/decoding/random.ts'
import type { Tokenizer } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'
import { createTokenizer } from './tokenizer.ts'

/** A whole tokenizer.json in small: one token for each letter, three special ones before them. */
function tinyTokenizer(postProcessor: object | null = null) {
  const special = ['<unk>', '<s>', '</s>']
  const vocab = Object.fromEntries([...special, 'a', 'b', ' ', '.'].map((token, id) => [token, id]))
  return {
    added_tokens: special.map((content, id) => ({ id, content, special: true, normalized: false })),
    normalizer: null,
    pre_tokenizer: null,
    post_processor: postProcessor,
    decoder: { type: 'Fuse' },
    model: { type: 'BPE', unk_token: '<unk>', vocab, merges: [] },
  }
}

const bosTemplate = {
  type: 'TemplateProcessing',
  single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
  pair: [],
  special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } },
}

describe('the token that begins a text', () => {
  it.each([
    ['is left out when nothing asks for it', null, {}, [3, 4]],
    ['comes from the post-processor', bosTemplate, {}, [1, 3, 4]],
    ['comes from add_bos_token', null, { add_bos_token: true, bos_token: '<s>' }, [1, 3, 4]],
    [
      'may be written as an object',
      null,
      { add_bos_token: true, bos_token: { content: '<s>' } },
      [1, 3, 4],
    ],
    [
      'is there once when both add it',
      bosTemplate,
      { add_bos_token: true, bos_token: '<s>' },
      [1, 3, 4],
    ],
    ['is left out when it has no name', null, { add_bos_token: true, bos_token: null }, [3, 4]],
    ['is left out when switched off', null, { add_bos_token: false, bos_token: '<s>' }, [3, 4]],
  ])('%s', (_, postProcessor, config, expected) => {
    expect(createTokenizer(tinyTokenizer(postProcessor), config).encode('ab')).toEqual(expected)
  })

  it('is the whole of an empty text', () => {
    const config = { add_bos_token: true, bos_token: '<s>' }
    expect(createTokenizer(tinyTokenizer(), config).encode('')).toEqual([1])
    expect(createTokenizer(tinyTokenizer(), undefined).encode('')).toEqual([])
  })
})

describe('a tokenizer', () => {
  const tokenizer = createTokenizer(tinyTokenizer(), undefined)

  it('decodes without special tokens and without tidying the text up', () => {
    expect(tokenizer.decode([1, 3, 5, 6, 2, 4])).toBe('a .b')
  })

  it('does not stumble over ids that are only in the model', () => {
    expect(tokenizer.decode([])).toBe('')
    expect(tokenizer.decode([900])).toBe('')
    expect(tokenizer.decode([900, 3, -1, 4])).toBe('ab')
    expect(tokenizer.spelling(900)).toBe('[900]')
    expect(tokenizer.spelling(2)).toBe('</s>')
  })

  it.each([
    ['text', '{}'],
    ['nothing', null],
    ['an empty object', {}],
    ['an unknown kind of model', { ...tinyTokenizer(), model: { type: 'Magic' } }],
  ])('is refused with the name of the file when the file holds %s', (_, json) => {
    const create = () => createTokenizer(json, {})
    expect(create).toThrow(VitrineError)
    expect(create).toThrow(
      expect.objectContaining({
        code: 'export-invalid',
        facts: expect.objectContaining({ file: 'tokenizer.json' }),
      }),
    )
  })
})

const shared = new URL('../../../shared/', import.meta.url)
if (!existsSync(shared)) console.warn('SKIPPED: real tokenizers, because ../shared is absent')

const texts = [
  'Once upon a time, there was a little girl named Lily.',
  '  Two spaces,\ttabs\nand\n\n\nlines   \n',
  "It's 3.14 (isn't it?) – “quoted”… C++/C#; a_b == !c",
  'Äpfel über Öl, naïve façade, Ωμέγα, Привет мир, שלום עולם, مرحبا',
  '你好，世界！日本語のテキスト。한국어 문장입니다. ไทย',
  '😀 👩‍👩‍👧‍👦🏳️‍🌈 🇩🇪 e\u0301 Z̸̢a͡ ☃️',
  '\uFEFF\u200B\u0000 \uFFFD 𝒳 𠜎 \u{10FFFD}',
  '',
]

const folders = [
  'fixtures/tokenizers/gpt2/',
  'fixtures/tokenizers/llama2/',
  'fixtures/tokenizers/phi-3/',
  'fixtures/tokenizers/t5-small/',
  'fixtures/tokenizers/all-MiniLM-L6-v2/',
  'fixtures/exports/stories260k/',
  'models/stories/',
]

function readTokenizer(folder: string): Tokenizer {
  const [tokenizerJson, configJson] = ['tokenizer.json', 'tokenizer_config.json'].map((name) => {
    const file = new URL(folder + name, shared)
    const json: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
    return json
  })
  return createTokenizer(tokenizerJson, configJson)
}

/** The whole text, once the first `split` tokens decoded together and the others streamed, once all decoded together. */
function bothWays(tokenizer: Tokenizer, ids: readonly number[], split: number) {
  const whole = tokenizer.decode(ids)
  const before = tokenizer.decode(ids.slice(0, split))
  const decode = (some: readonly number[]) => tokenizer.decode(some)
  const detokenizer = createDetokenizer(decode, ids.slice(0, split))
  const pieces = ids.slice(split).map((id) => detokenizer.push(id))
  // Where the split is inside a character, the streamed part has all of it.
  let common = before.length
  while (!whole.startsWith(before.slice(0, common))) common -= 1
  return {
    streamed: before.slice(0, common) + pieces.join('') + detokenizer.flush(),
    whole,
    pieces,
  }
}

describe.skipIf(!existsSync(shared)).each(folders)(
  'streaming with the tokenizer in %s',
  (folder) => {
    let tokenizer: Tokenizer
    beforeAll(() => {
      tokenizer = readTokenizer(folder)
    })

    it.each([...texts, texts.join(' ')])('gives all of %j, from any token on', (text) => {
      const ids = tokenizer.encode(text)
      const results = [...ids.keys(), ids.length].map((n) => bothWays(tokenizer, ids, n))
      expect(results.map(({ streamed }) => streamed)).toEqual(results.map(({ whole }) => whole))
      const broken = results.flatMap(({ pieces }) => pieces).filter((x) => x.includes('\uFFFD'))
      // One of the texts has the character itself.
      expect(text.includes('\uFFFD') ? [] : broken).toEqual([])
    })

    // Low ids are the bytes and the special tokens.
    it.each([260, 1000, 40_000])(
      'gives all of any ids below %d, as an untrained model writes',
      (size) => {
        const random = createRandom(3)
        const results = Array.from({ length: 30 }, (_, round) => {
          const ids = Array.from({ length: 80 }, () => Math.floor(random() * size))
          return bothWays(tokenizer, ids, round)
        })
        expect(results.map(({ streamed }) => streamed)).toEqual(results.map(({ whole }) => whole))
      },
    )
  },
)

describe('the token that fills up', () => {
  const named = (token: string) => ({ pad_token: token })
  it.each([
    ['is the one that transformers’ file names', tinyTokenizer(), named('</s>'), 2],
    ['may be written as an object', tinyTokenizer(), { pad_token: { content: '</s>' } }, 2],
    ['is the tokenizer’s own', { ...tinyTokenizer(), padding: { pad_token: '<s>' } }, {}, 1],
    ['is not one that the vocabulary lacks', tinyTokenizer(), named('[PAD]'), undefined],
    ['is absent where nothing names it', tinyTokenizer(), undefined, undefined],
  ])('%s', (_, tokenizerJson, config, expected) => {
    expect(createTokenizer(tokenizerJson, config).padId).toBe(expected)
  })
})
