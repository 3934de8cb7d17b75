import { assert, property, string, stringMatching, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64, encodeBase64 } from './base64.ts'

describe('base64', () => {
  it('is what Node writes, and comes back as the same bytes', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(decodeBase64(text)).toEqual(bytes)
      }),
    )
  })

  it('is put together from long bytes without a gap', () => {
    const bytes = Uint8Array.from({ length: 40_001 }, (_, i) => i * 7)
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  })

  it('may have line breaks in it, as tools write it', () => {
    expect(decodeBase64(' TWF\r\nu\n')).toEqual(Uint8Array.of(77, 97, 110))
  })

  it.each([
    'TWF',
    'TWF=u',
    'TW=u',
    '=',
    '====',
    'TW==TWFu',
    'TWF-',
    'TWFü',
    'TWF\u0000',
    'TR==',
    'TWG=',
  ])('is not %j', (text) => {
    expect(decodeBase64(text)).toBeUndefined()
  })

  it('is taken or refused, and never guessed', () => {
    assert(
      property(stringMatching(/^[A-Za-z0-9+/=]{0,12}$/), (text) => {
        const bytes = decodeBase64(text)
        expect(bytes === undefined || encodeBase64(bytes) === text).toBe(true)
      }),
    )
    assert(
      property(string(), (text) => {
        const bytes = decodeBase64(text)
        const isBase64 = bytes !== undefined
        expect(isBase64).toBe(
          encodeBase64(bytes ?? new Uint8Array()) === text.replaceAll(/[\t\n\f\r ]/g, ''),
        )
      }),
    )
  })
})
