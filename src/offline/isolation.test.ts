import { describe, expect, it } from 'vitest'
import { withHeaders } from './isolation.ts'

const added = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'x' }

describe('the headers that a service worker adds', () => {
  it('come to the answer as it is', async () => {
    const response = new Response('page', { status: 203, headers: { 'Content-Type': 'text/html' } })
    const answer = withHeaders(response, added)
    expect([answer.status, await answer.text()]).toEqual([203, 'page'])
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/html',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'x',
    })
  })

  it('leave alone what the host has sent itself', () => {
    const own = new Response('', { headers: { 'Cross-Origin-Embedder-Policy': 'credentialless' } })
    expect(withHeaders(own, added)).toBe(own)
  })

  it('leave alone what cannot be looked into, and take what has no body', () => {
    const failed = Response.error()
    expect(withHeaders(failed, added)).toBe(failed)
    const unchanged = withHeaders(new Response(null, { status: 304 }), added)
    expect([unchanged.status, unchanged.body]).toEqual([304, null])
  })
})
