import { afterEach, describe, expect, it, vi } from 'vitest'
import { describeError } from '../protocol/messages.ts'
import { hostileLinks } from '../testing/hostile-links.ts'
import { looksLikePictureLink } from './pasted-link.ts'
import { fetchPictureLink, readPictureLink } from './picture-link.ts'

const page = 'https://site.example.org/demo/?model=x'

function refusal(text: string, pageUrl = page) {
  const link = readPictureLink(text, pageUrl)
  if (link.kind !== 'refused') throw new Error(`${text.slice(0, 80)} became ${link.kind}`)
  return describeError(link.error)
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a picture by its address', () => {
  it.each([
    ['models/x/examples/ship.png', 'https://site.example.org/demo/models/x/examples/ship.png'],
    ['ship.png', 'https://site.example.org/demo/ship.png'],
    ['/photos/ship.png?size=2#top', 'https://site.example.org/photos/ship.png?size=2'],
    ['https://site.example.org/a.jpg', 'https://site.example.org/a.jpg'],
  ])('%j is of this site', (text, url) => {
    expect(readPictureLink(text, page)).toEqual({ kind: 'here', url })
  })

  it.each(['https://example.org/cat.jpg', 'https://huggingface.co/o/n/resolve/main/cat.jpg'])(
    '%j is not asked, and the sentence says why and what to do',
    (text) => {
      const { reason, remedy } = refusal(text)
      expect(reason).toMatch(/^It lies on [a-z.]+: this page may fetch pictures from its own site/)
      expect(remedy).toBe('Save the picture, then drop the file here.')
    },
  )

  it.each(hostileLinks)('the hostile %j is refused with a reason', (text) => {
    expect(refusal(text).reason).toMatch(/^(Its?|This page) .+\.$/)
  })

  it('is refused without a word about models', () => {
    for (const text of hostileLinks) {
      const { title, reason, remedy } = refusal(text)
      expect(`${title} ${reason} ${remedy}`).not.toMatch(/model |export|\.onnx file/)
    }
  })
})

describe('a data URL', () => {
  const bytes = async (text: string) => {
    const link = readPictureLink(text, page)
    if (link.kind !== 'data') throw new Error(JSON.stringify(link))
    return [...new Uint8Array(await link.file.arrayBuffer())]
  }

  it.each([
    ['data:image/png;base64,iVBORw==', [0x89, 0x50, 0x4e, 0x47]],
    ['  DATA:image/png;BASE64,iVBORw\n==  ', [0x89, 0x50, 0x4e, 0x47]],
    ['data:image/png;base64,iVBORw%3D%3D', [0x89, 0x50, 0x4e, 0x47]],
    ['data:image/gif,GIF%38%39a%ff', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0xff]],
    ['data:image/svg+xml;charset=utf-8,<svg/>', [0x3c, 0x73, 0x76, 0x67, 0x2f, 0x3e]],
  ])('%j is decoded where it is', async (text, expected) => {
    expect(await bytes(text)).toEqual(expected)
  })

  it.each([
    ['data:image/png;base64,%%%', 'It cannot be read as an address.'],
    ['data:image/png;base64', 'It cannot be read as an address.'],
    ['data:,hello', 'It holds text, not a picture.'],
    ['data:text/html;base64,PGI+', 'It holds text/html, not a picture.'],
  ])('%j is refused: %s', (text, reason) => {
    expect(refusal(text).reason).toBe(reason)
  })
})

describe('what is pasted', () => {
  it.each([
    ['data:image/png;base64,iVBORw==', true],
    ['https://example.org/a.png', true],
    ['https://example.org is where I saw it', false],
    ['a.png', false],
    ['javascript:alert(1)', false],
  ])('%j', (text, expected) => {
    expect(looksLikePictureLink(text)).toBe(expected)
  })
})

describe('fetching a picture of this site', () => {
  const url = 'https://site.example.org/a/my%20cat.png'
  const answering = (response: () => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(response))
  const { signal } = new AbortController()

  it('gives a file by its own name', async () => {
    answering(async () => new Response(new Blob(['x'], { type: 'image/png' })))
    const file = await fetchPictureLink(url, signal)
    expect([file.name, file.size, file.type]).toEqual(['my cat.png', 1, 'image/png'])
  })

  it.each([
    ['an answer that is none', async () => new Response('', { status: 404 }), /answered 404/],
    [
      'a policy or a network that stops it',
      () => Promise.reject(new TypeError('Failed to fetch')),
      /does not answer, or sends the page elsewhere/,
    ],
    [
      'a file that is too large',
      async () => new Response('', { headers: { 'Content-Length': '60000000' } }),
      /larger than 50 MB/,
    ],
  ])('says so of %s', async (_, response, reason) => {
    answering(response)
    const error = await fetchPictureLink(url, signal).catch((thrown: unknown) => thrown)
    expect(describeError(error as never).reason).toMatch(reason)
  })
})
