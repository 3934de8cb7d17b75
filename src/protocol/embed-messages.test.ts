import { anything, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  readEmbed,
  readHeight,
  readHost,
  writeEmbed,
  writeHost,
  type EmbedMessage,
  type HostMessage,
} from './embed-messages.ts'

const toFrame: HostMessage[] = [{ type: 'hello' }, { type: 'theme', theme: 'dark' }]
const toPage: EmbedMessage[] = [
  { type: 'ready', provider: 'wasm', threads: 4 },
  {
    type: 'prediction',
    task: 'image-classification',
    model: 'cifar10',
    answer: { predictions: [] },
  },
  { type: 'error', code: 'offline', message: 'There is no network.' },
]

describe('the messages of a frame and the page around it', () => {
  it.each(toFrame)('read what the page writes: $type', (message) => {
    expect(readHost(writeHost(message))).toEqual(message)
    expect(readEmbed(writeHost(message))).toBeUndefined()
  })

  it.each(toPage)('read what the frame writes: $type', (message) => {
    expect(readEmbed(writeEmbed(message))).toEqual(message)
    expect(readHost(writeEmbed(message))).toBeUndefined()
  })

  it('read a height, and only a whole number that a page can be high', () => {
    const read = (height: unknown) =>
      readHeight({ source: 'vitrine', version: 1, type: 'height', height })
    expect(read(640)).toBe(640)
    for (const wrong of [-1, 0.5, NaN, Infinity, 1e9, '640', '1px;color:red', null, {}])
      expect(read(wrong)).toBeUndefined()
  })

  it('are nothing in another version, from elsewhere, or with something missing', () => {
    const [ready, prediction, error] = toPage.map(writeEmbed)
    const wrong: unknown[] = [
      { ...ready, version: 2 },
      { ...ready, version: '1' },
      { ...ready, source: 'vitrine-host' },
      { ...ready, provider: 'cpu' },
      { ...ready, threads: -1 },
      { ...prediction, answer: null },
      { ...prediction, answer: 'cat' },
      { ...prediction, model: {} },
      { ...error, message: undefined },
      [ready],
      JSON.stringify(ready),
    ]
    for (const one of wrong) expect(readEmbed(one), JSON.stringify(one)).toBeUndefined()
    const theme = { source: 'vitrine-host', version: 1, type: 'theme' }
    for (const value of [undefined, 'blue', '"><script>', ['dark'], { toString: () => 'dark' }])
      expect(readHost({ ...theme, theme: value })).toBeUndefined()
  })

  it('hold nothing that the reader does not know', () => {
    const hello = { ...writeHost({ type: 'hello' }), listed: ['*'], code: 'alert(1)' }
    expect(readHost(hello)).toEqual({ type: 'hello' })
  })

  it('take an error that they have no name for as an unexpected one', () => {
    const newer = { source: 'vitrine', version: 1, type: 'error', code: 'of-2028', message: 'No.' }
    expect(readEmbed(newer)).toEqual({ type: 'error', code: 'unexpected', message: 'No.' })
  })

  it('never throw, whatever comes, and say nothing of what is no message', () => {
    assert(
      property(anything(), constantFrom('vitrine', 'vitrine-host'), (value, source) => {
        const dressed = typeof value === 'object' ? { ...value, source, version: 1 } : value
        for (const read of [readHost, readEmbed, readHeight]) {
          expect(read(value)).toBeUndefined()
          expect(() => read(dressed)).not.toThrow()
        }
      }),
    )
  })
})
