import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDetokenizer } from '../core/decoding/detokenize.ts'
import type { Tokenizer } from '../pipelines/ports.ts'
import golden from './golden/tokenizers.json' with { type: 'json' }
import { tortureText } from './golden/torture-text.js'
import { createTokenizer } from './tokenizer.ts'

interface Golden {
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly digest: string
  readonly passages: Readonly<Record<string, { ids: readonly number[]; text?: string }>>
}

const root = new URL('../../', import.meta.url)
const fixtures = new URL('../shared/fixtures/', root)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: the golden ids of six tokenizers, because ../shared is absent')

const folders: Readonly<Record<string, URL>> = {
  gpt2: new URL('tokenizers/gpt2/', fixtures),
  llama2: new URL('tokenizers/llama2/', fixtures),
  'phi-3': new URL('tokenizers/phi-3/', fixtures),
  't5-small': new URL('tokenizers/t5-small/', fixtures),
  'all-MiniLM-L6-v2': new URL('tokenizers/all-MiniLM-L6-v2/', fixtures),
  stories260k: new URL('exports/stories260k/', fixtures),
  stories: new URL('public/models/stories/', root),
}

const written = 'special tokens written out'

/**
 * The file of llama2 calls its three special tokens `normalized`. Version 0.23.2 of the reference decodes such a token
 * to "<s>" even when it is told to skip special tokens; versions before it, and we, skip it. It concerns this one
 * passage, and no prompt or answer in which nobody writes special tokens out.
 */
const ownTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  llama2: { [written]: tortureText[written]!.replace('<s>', '').replace(' <unk>', '') },
}

const read = (folder: URL, name: string): unknown => {
  const file = new URL(name, folder)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const eachPassage = <T>(make: (text: string, name: string) => T) =>
  Object.fromEntries(Object.entries(tortureText).map(([name, text]) => [name, make(text, name)]))

describe.each(Object.entries(golden.tokenizers as Record<string, Golden>))(
  'the tokenizer of %s, held to Hugging Face’s own in Rust',
  (name, { before, after, digest, passages }) => {
    const folder = folders[name]!
    const isHere = existsSync(folder)
    let tokenizer: Tokenizer
    beforeAll(() => {
      if (isHere) tokenizer = createTokenizer(read(folder, 'tokenizer.json'), undefined)
    })
    const ids = (passage: string) => passages[passage]!.ids
    const texts = eachPassage(
      (text, passage) => ownTexts[name]?.[passage] ?? passages[passage]!.text ?? text,
    )

    it.skipIf(!isHere)('makes the same ids of every passage', () => {
      expect(eachPassage((text) => tokenizer.encode(text, { special: false }))).toEqual(
        eachPassage((_, passage) => ids(passage)),
      )
    })

    it.skipIf(!isHere)('puts the same special tokens around each', () => {
      expect(eachPassage((text) => tokenizer.encode(text))).toEqual(
        eachPassage((_, passage) => [...before, ...ids(passage), ...after]),
      )
    })

    it.skipIf(!isHere)('makes the same ids of all passages as one text', () => {
      const whole = tokenizer.encode(Object.values(tortureText).join('\n'), { special: false })
      const sum = createHash('sha256').update(JSON.stringify(whole)).digest('hex')
      expect(sum.slice(0, 16)).toBe(digest)
    })

    it.skipIf(!isHere)('gives the same text back', () => {
      expect(eachPassage((_, passage) => tokenizer.decode(ids(passage)))).toEqual(texts)
    })

    it.skipIf(!isHere)('gives that text token by token too', () => {
      const stream = (some: readonly number[]) => {
        const detokenizer = createDetokenizer((part) => tokenizer.decode(part))
        return some.map((id) => detokenizer.push(id)).join('') + detokenizer.flush()
      }
      expect(eachPassage((_, passage) => stream(ids(passage)))).toEqual(texts)
    })

    it.skipIf(!isHere)('takes half a character for what UTF-8 puts in its place', () => {
      expect(tokenizer.encode('a\uD83Db \uDE00\uD83D c\uDFFF', { special: false })).toEqual(
        ids('lone surrogates'),
      )
    })

    it.skipIf(!isHere)('makes the same ids with the export’s tokenizer_config.json', () => {
      const json = read(folder, 'tokenizer.json')
      const configured = createTokenizer(json, read(folder, 'tokenizer_config.json'))
      const text = tortureText['plain English']!
      // Phi-3's asks for a token that its tokenizer.json does not add.
      const first = name === 'phi-3' ? [1] : before
      expect(configured.encode(text)).toEqual([...first, ...ids('plain English'), ...after])
    })
  },
)

describe.skipIf(isAbsent)('what is known to differ from the Rust library', () => {
  it('is one of llama2’s special tokens directly behind another: [0, 29966, 2960, 29958] there', () => {
    const llama2 = createTokenizer(read(folders['llama2']!, 'tokenizer.json'), undefined)
    expect(llama2.encode('<unk><unk>', { special: false })).toEqual([0, 0])
  })
})
