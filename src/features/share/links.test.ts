import {
  assert as hold,
  asyncProperty,
  dictionary,
  double,
  nat,
  oneof,
  record,
  string,
} from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { encodeBase64Url } from '../../core/formats/base64url.ts'
import { draftOf, readSettings, settingSpecs } from '../../protocol/generation-settings.ts'
import { describeError } from '../../protocol/messages.ts'
import { packedKeys } from '../../protocol/shared-link.ts'
import { buildStories } from '../../testing/builders.ts'
import { buildPenguins } from '../../testing/table-builders.ts'
import { readShared } from '../tabular/shared-state.ts'
import { deflate, inflate } from './deflate.ts'
import { partsOf, stateWith } from './link-parts.ts'
import { readLink } from './read-link.ts'
import { writeLink } from './write-link.ts'

/** As the page reads an address: what has packed nothing is the state itself. */
async function open(hash: string) {
  const shared = new URLSearchParams(hash)
  return shared.has(packedKeys.version) ? readLink(shared) : { state: shared }
}

/** The smallest PNG: one grey pixel. */
const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
)

const anyText = string({ unit: 'grapheme', maxLength: 400 })

describe('a link gives back what was put into it', () => {
  it('any prompt and any settings', async () => {
    const { defaults, contextLength } = buildStories()
    const specs = settingSpecs(contextLength)
    const settings = record({
      temperature: double({ min: 0, max: 2, noNaN: true }).map(String),
      seed: nat().map(String),
    })
    await hold(
      asyncProperty(anyText, settings, async (prompt, chosen) => {
        const { state } = await open(await writeLink(new URLSearchParams({ prompt, ...chosen })))
        expect(state.get('prompt')).toBe(prompt)
        expect(readSettings(state, specs, defaults)).toEqual({ ...draftOf(defaults), ...chosen })
      }),
    )
  })

  it('any row', async () => {
    const row = dictionary(string({ unit: 'grapheme' }), oneof(anyText, double()))
    await hold(
      asyncProperty(row, async (values) => {
        const features = JSON.stringify(values)
        const { state } = await open(await writeLink(new URLSearchParams({ features })))
        expect(state.get('features')).toBe(features)
      }),
    )
  })

  it('a picture, to the byte, beside the state', async () => {
    const hash = await writeLink(new URLSearchParams({ topK: '5' }), png)
    const { state, picture, problem } = await readLink(new URLSearchParams(hash))
    expect(problem).toBeUndefined()
    expect(String(state)).toBe('topK=5')
    expect(new Uint8Array(await picture!.arrayBuffer())).toEqual(png)
    expect([picture!.name, picture!.type]).toEqual(['shared picture.png', 'image/png'])
  })
})

describe('how a link is written', () => {
  it('a short state stays readable, as it always was', async () => {
    const state = new URLSearchParams({ prompt: 'Tom & I', seed: '3' })
    expect(await writeLink(state)).toBe('prompt=Tom+%26+I&seed=3')
  })

  it('a long one is packed, where that makes it shorter', async () => {
    const long = new URLSearchParams({ prompt: 'Once upon a time. '.repeat(100) })
    const hash = await writeLink(long)
    expect(hash).toMatch(/^v=1&z=[\w-]+$/)
    expect(hash.length).toBeLessThan(100)

    const noise = encodeBase64Url(crypto.getRandomValues(new Uint8Array(400)))
    expect(await writeLink(new URLSearchParams({ text: noise }))).toBe(`text=${noise}`)
  })

  it('stays readable where the browser cannot pack', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    const long = new URLSearchParams({ prompt: 'Once upon a time. '.repeat(100) })
    expect(await writeLink(long)).toBe(String(long))
    vi.unstubAllGlobals()
  })

  it('leaves out what is left out', () => {
    const state = new URLSearchParams('prompt=secret&temperature=0.2&seed=3&mode=continue')
    const parts = partsOf(state, () => undefined)
    expect(parts.map(({ words }) => words)).toEqual(['the prompt (6 characters)', '2 settings'])
    expect(String(stateWith(state, parts.slice(0, 1)))).toBe('temperature=0.2&seed=3&mode=continue')
    expect(String(stateWith(state, parts))).toBe('mode=continue')
  })
})

const pack = async (text: string) =>
  encodeBase64Url((await deflate(new TextEncoder().encode(text))) ?? new Uint8Array())

describe('a link that somebody damaged', () => {
  it.each([
    ['v=2&z=AAAA', 'It was made by another version of this page.'],
    ['v=', 'It was made by another version of this page.'],
    ['v=1&z=', 'Its text and settings are cut off or changed.'],
    ['v=1&z=!!', 'Its text and settings are cut off or changed.'],
    [`v=1&z=${'A'.repeat(40_001)}`, 'Its text and settings are cut off or changed.'],
    ['v=1&picture=', 'Its picture is cut off or changed.'],
    ['v=1&picture=PHN2Zz4', 'Its picture is cut off or changed.'],
    [`v=1&picture=${encodeBase64Url(png.subarray(0, 20))}`, 'Its picture is cut off or changed.'],
    [`v=1&picture=${'iVBORw0KGgoA'.repeat(2000)}`, 'Its picture is cut off or changed.'],
  ])('%s', async (hash, reason) => {
    const { problem, picture, state } = await readLink(new URLSearchParams(`topK=5&${hash}`))
    expect(picture).toBeUndefined()
    expect(describeError(problem!)).toMatchObject({
      title: 'A part of this link cannot be read.',
      reason,
    })
    // The rest stands.
    expect(state.get('topK')).toBe('5')
  })

  it('a picture that says it is larger than any that is shared', async () => {
    const huge = Uint8Array.from(png)
    new DataView(huge.buffer).setUint32(16, 100_000)
    const { picture, problem } = await readLink(
      new URLSearchParams(`v=1&picture=${encodeBase64Url(huge)}`),
    )
    expect(picture).toBeUndefined()
    expect(problem?.code).toBe('shared-link-damaged')
  })

  it('a bomb: it is given up before it has grown', async () => {
    const bomb = await pack(`prompt=${'a'.repeat(2_000_000)}`)
    expect(bomb.length).toBeLessThan(20_000)
    const { state, problem } = await readLink(new URLSearchParams(`v=1&z=${bomb}`))
    expect(problem?.code).toBe('shared-link-damaged')
    expect([...state]).toEqual([])
    const deflated = await deflate(new Uint8Array(3_000_000))
    expect(await inflate(new Uint8Array(deflated!), 200_000)).toBeUndefined()
  })

  it('what is packed twice is not unpacked twice', async () => {
    const inner = await pack('v=1&z=AAAA&picture=AAAA&seed=3')
    const { state } = await readLink(new URLSearchParams(`v=1&z=${inner}`))
    expect(String(state)).toBe('seed=3')
  })
})

describe('100 hostile links', () => {
  const values = [
    '',
    '%00',
    '__proto__',
    'constructor',
    '<img src=x onerror=alert(1)>',
    '-1',
    'NaN',
  ]
  const keys = [
    '__proto__ constructor hasOwnProperty toString v z picture example features prompt',
    'values.__proto__ size.constructor mode topK topk',
  ].flatMap((line) => line.split(' '))
  const hostile = keys.flatMap((key) =>
    values.map((value) => `${key}=${encodeURIComponent(value)}`),
  )

  it('none throws, asks for anything, or changes an object that others use', async () => {
    const asked = vi.fn<() => void>()
    vi.stubGlobal('fetch', asked)
    expect(hostile.length).toBeGreaterThanOrEqual(100)
    const { contextLength, defaults } = buildStories()
    for (const part of hostile) {
      for (const hash of [part, `v=1&${part}`, `v=1&z=${await pack(part)}`]) {
        const { state } = await open(hash)
        partsOf(state, () => undefined)
        readSettings(state, settingSpecs(contextLength), defaults)
        readShared(state, buildPenguins())
      }
    }
    expect(asked).not.toHaveBeenCalled()
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('polluted')
    vi.unstubAllGlobals()
  })

  it('nor does any text at all', async () => {
    await hold(
      asyncProperty(string({ maxLength: 200 }), async (text) => {
        for (const hash of [text, `v=1&z=${text}`, `v=1&picture=${text}`])
          expect(await open(hash)).toHaveProperty('state')
      }),
    )
  })

  it('a key of an object’s own machinery is a setting like any other unknown one', () => {
    const state = new URLSearchParams('__proto__=1&constructor=2')
    expect(partsOf(state, () => undefined).map(({ words }) => words)).toEqual(['2 settings'])
  })
})
