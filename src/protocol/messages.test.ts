import { describe, expect, it } from 'vitest'
import { errorCodes, VitrineError, type ErrorFacts } from './errors.ts'
import { describeError, runtimeReasons, sentenceOf } from './messages.ts'

/** Everything that any sentence may want to know. */
const allFacts: ErrorFacts = {
  name: 'holiday.heic',
  path: 'onnx/model.onnx',
  format: 'HEIC',
  found: 'a web page',
  width: 20_000,
  height: 20_000,
  limit: '40 megapixels',
  size: '61 MB',
  length: 40_000,
  promptTokens: 900,
  contextLength: 512,
  setting: 'Top-k',
  value: 'many',
  range: 'a whole number from 0 to 1,000',
  expected: 'metadata.json, config.json, vitrine.json',
  file: 'vitrine.json',
  key: 'preprocessing.mean',
  problem: 'its hash differs',
  status: 503,
  host: 'models.example.org',
  seconds: 15,
  operator: 'FancyAttention',
  domain: 'com.example.custom',
  type: 'bfloat16',
  tensor: 'input_ids',
  needed: '2.6 GB',
  available: 'this device offers 1 GB',
  says: 'Entry not found',
  id: 'nothing',
}
const leaked = /undefined|\[object|NaN|null|\/mnt\/|\.cc:\d|0x[0-9a-f]{6}/

describe.each(errorCodes)('the words for %s', (code) => {
  it.each([
    ['with all facts', allFacts],
    ['without facts', {}],
  ])('say what happened and what to do in at most 40 words, %s', (_, facts) => {
    const error = new VitrineError(code, facts, { cause: new Error('/mnt/build/model.cc:203') })
    const { title, remedy } = describeError(error)
    const sentence = sentenceOf(error)
    expect(title).not.toBe('')
    expect(remedy).toMatch(/[.]$/)
    expect(sentence).not.toMatch(leaked)
    expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(40)
  })
})

describe('the words for a bad picture', () => {
  it.each(errorCodes.filter((code) => code.startsWith('image-')))('begin alike for %s', (code) => {
    expect(describeError(new VitrineError(code)).title).toBe('Invalid image format')
  })
})

describe('what a file or a graph is called', () => {
  it('cannot grow a sentence without end', () => {
    const error = new VitrineError('image-empty', { name: 'x'.repeat(10_000) })
    expect(sentenceOf(error).length).toBeLessThan(200)
  })
})

describe('names that strangers chose', () => {
  const words = (facts: ErrorFacts) => sentenceOf(new VitrineError('export-incomplete', facts))

  it('cannot turn the line round, break it, or hide in it', () => {
    const path = 'a\u202Egpj.exe\u202C\nb\u0000c\u200Bd\uFEFF\uD83D'
    expect(words({ path })).toMatch(/[^\n]* a gpj.exe  b c d {2} is not in the folder/)
  })

  it('keep the marks that scripts and emoji need', () => {
    expect(words({ path: 'می‌خواهم 👨‍👩‍👧.bin' })).toContain('می‌خواهم 👨‍👩‍👧.bin')
  })

  it.each(errorCodes)('of many words leave room for those of %s', (code) => {
    const many = Object.fromEntries(Object.keys(allFacts).map((key) => [key, 'so '.repeat(60)]))
    const sentence = sentenceOf(new VitrineError(code, many))
    expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(40)
  })
})

describe('a web page under the name of a model', () => {
  it('is told of as what it is where it lies: on a server, on this device', () => {
    const words = (facts: ErrorFacts) => sentenceOf(new VitrineError('file-is-web-page', facts))
    expect(words({ path: 'a.onnx' })).toContain('The server sent a web page')
    expect(words({ path: 'a.onnx', from: 'device' })).not.toContain('server')
  })
})

describe('the reasons of the runtime badge', () => {
  it('are clauses that stand behind the provider’s name', () => {
    for (const reason of Object.values(runtimeReasons))
      expect(reason).toMatch(/^(?:GPU|[a-z]).*[^.]$/)
  })
})
