import { Buffer } from 'node:buffer'
import { assert as hold, property, stringMatching, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'

describe('base64 for addresses', () => {
  it('is what Node writes, and comes back as the same bytes', () => {
    hold(
      property(uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64Url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(decodeBase64Url(text)).toEqual(new Uint8Array(bytes))
      }),
    )
  })

  it.each(['A', 'AAAAA', 'AA==', 'AA+/', 'A A', 'Zm9vé', 'AB'])('refuses %j', (text) => {
    expect(decodeBase64Url(text)).toBeUndefined()
  })

  it('reads a text in one way only', () => {
    hold(
      property(stringMatching(/^[A-Za-z0-9_-]{0,12}$/), (text) => {
        const bytes = decodeBase64Url(text)
        expect(bytes === undefined ? text : encodeBase64Url(bytes)).toBe(text)
      }),
    )
  })
})
