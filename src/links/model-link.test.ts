import {
  assert,
  pre,
  property,
  string,
  constantFrom,
  tuple,
  webUrl,
  oneof,
  integer,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileLinks } from '../testing/hostile-links.ts'
import { parseModelLink, type ModelLink } from './model-link.ts'
import { privateNetwork } from './private-host.ts'

const page = 'https://site.example.org/demo/?model=x'
const atHome = 'http://localhost:5173/'

function urlOf(text: string, pageUrl = page) {
  const link = parseModelLink(text, pageUrl)
  if (link.kind !== 'link') throw new Error(`${text} is ${JSON.stringify(link)}`)
  return link.url
}

describe('a model link', () => {
  it.each(['cifar10', 'my-model.v2', 'stories', 'Zwölf', 'a b'])(
    'that is one word, %j, names a demo',
    (id) => {
      expect(parseModelLink(` ${id} `, page)).toEqual({ kind: 'demo', id })
    },
  )

  it.each([
    ['models/x/', 'https://site.example.org/demo/models/x/'],
    ['models/x', 'https://site.example.org/demo/models/x/'],
    ['./my.onnx', 'https://site.example.org/demo/my.onnx'],
    ['my.onnx', 'https://site.example.org/demo/my.onnx'],
    ['../exports/x', 'https://site.example.org/exports/x/'],
    ['/exports/x/y/', 'https://site.example.org/exports/x/y/'],
    ['exports/v1.2/x/model.onnx', 'https://site.example.org/demo/exports/v1.2/x/model.onnx'],
    ['https://site.example.org/a/', 'https://site.example.org/a/'],
  ])('%j is of this site and needs no question', (text, url) => {
    const host = 'site.example.org'
    expect(parseModelLink(text, page)).toEqual({ kind: 'link', url, host, foreign: false })
  })

  it.each([
    ['https://example.org/exports/x', 'https://example.org/exports/x/'],
    ['https://EXAMPLE.org:8443/x/Model.ONNX', 'https://example.org:8443/x/Model.ONNX'],
    ['https://example.org/x/metadata.json', 'https://example.org/x/'],
    ['https://example.org/x/index.html', 'https://example.org/x/'],
    ['https://example.org/x.onnx?download=true#top', 'https://example.org/x.onnx'],
    ['https://8.8.8.8/x/', 'https://8.8.8.8/x/'],
    ['https://[2606:4700::1111]/x/', 'https://[2606:4700::1111]/x/'],
  ])('%j becomes %j', (text, url) => {
    const { host } = new URL(url)
    expect(parseModelLink(text, page)).toEqual({ kind: 'link', url, host, foreign: true })
  })

  const hub = 'https://huggingface.co/owner/name/resolve/'
  it.each([
    ['owner/name', `${hub}main/`],
    ['hf:owner/name', `${hub}main/`],
    ['owner/name@v1.0', `${hub}v1.0/`],
    ['hf:owner/name@refs/pr/1', `${hub}refs%2Fpr%2F1/`],
    ['huggingface.co/owner/name', `${hub}main/`],
    ['https://huggingface.co/owner/name/', `${hub}main/`],
    ['https://hf.co/owner/name?library=onnx#files', `${hub}main/`],
    ['https://www.huggingface.co/owner/name/tree/main', `${hub}main/`],
    ['https://huggingface.co/owner/name/tree/refs%2Fpr%2F1/sub', `${hub}refs%2Fpr%2F1/sub/`],
    ['https://huggingface.co/owner/name/blob/main/onnx/model.onnx', `${hub}main/onnx/model.onnx`],
    ['https://huggingface.co/owner/name/resolve/v2/x.onnx?download=true', `${hub}v2/x.onnx`],
    ['https://huggingface.co/owner/name/resolve/v2', `${hub}v2/`],
  ])('%j becomes an address of the hub’s files', (text, url) => {
    expect(parseModelLink(text, page)).toEqual({
      kind: 'link',
      url,
      host: 'huggingface.co',
      foreign: true,
    })
  })

  it.each([
    ['https://github.com/o/r/blob/main/a/x.onnx', 'raw.githubusercontent.com/o/r/main/a/x.onnx'],
    ['github.com/o/r/raw/main/x.onnx', 'raw.githubusercontent.com/o/r/main/x.onnx'],
    ['https://github.com/o/r/tree/v1/exports/a', 'raw.githubusercontent.com/o/r/v1/exports/a/'],
    ['https://github.com/o/r', 'raw.githubusercontent.com/o/r/HEAD/'],
    ['https://gist.github.com/o/123', 'gist.githubusercontent.com/o/123/raw/'],
  ])('%j becomes GitHub’s raw file', (text, url) => {
    expect(urlOf(text)).toBe(`https://${url}`)
  })

  it('shows a host whose letters only look like Latin ones in ASCII', () => {
    expect(parseModelLink('https://\u0430pple.com/x/', page)).toMatchObject({
      host: 'xn--pple-43d.com',
    })
  })

  it('may lead to this device where the page itself lies on it', () => {
    expect(urlOf('http://localhost:8000/export', atHome)).toBe('http://localhost:8000/export/')
    expect(urlOf('http://127.0.0.1:8000/x.onnx', atHome)).toBe('http://127.0.0.1:8000/x.onnx')
    for (const text of ['http://192.168.0.2/x/', 'https://10.0.0.1/x/', 'http://example.org/x/'])
      expect(parseModelLink(text, atHome)).toMatchObject({ error: { code: 'link-refused' } })
  })

  it('is refused where a browser reads more into a host than names have', () => {
    for (const hostname of ['exa%20mple.org', 'exa mple.org', 'a*b.org', 'exa\u00e4mple.org'])
      expect(privateNetwork(hostname)).toMatch(/no name that a site can have/)
    expect(privateNetwork('my_models.s3.example.org')).toBeUndefined()
  })

  it('without encryption is refused on an encrypted page, and the reason is named', () => {
    expect(parseModelLink('http://example.org/x/', page)).toMatchObject({
      kind: 'refused',
      error: { code: 'link-insecure' },
    })
  })
})

describe('hostile links', () => {
  it('are eighty at least', () => {
    expect(new Set(hostileLinks).size).toBeGreaterThanOrEqual(80)
  })

  it.each(hostileLinks)('%j is refused with a reason', (text) => {
    expect(reasonOf(parseModelLink(text, page))).toMatch(/^(Its? .*[^.]|link-insecure)$/)
  })

  it('are refused on a page of this device as well, but for its own plain address', () => {
    const opened = hostileLinks.filter((text) => parseModelLink(text, atHome).kind !== 'refused')
    expect(opened).toEqual([
      'https://localhost/',
      'https://LOCALHOST/model.onnx',
      'https://localhost:8443/x/',
      'http://localhost:8000/x/',
      'https://127.0.0.1/',
    ])
  })
})

/** The clause that a person reads, or the code that needs none. */
function reasonOf(link: ModelLink) {
  if (link.kind !== 'refused') throw new Error(`It became ${JSON.stringify(link)}`)
  const { code, facts } = link.error
  return code === 'link-refused' ? facts['problem'] : code
}

describe('whatever is typed', () => {
  const seed = 20_261
  console.log(`fast-check seed ${seed}`)
  const number = integer({ min: 0, max: 255 })
  const spelling = constantFrom(
    (n: number) => String(n),
    (n: number) => `0x${n.toString(16)}`,
    (n: number) => `0${n.toString(8)}`,
  )

  it('gives a demo, a refusal, or an address that is https of a public host or of this site', () => {
    const scheme = constantFrom(
      '',
      'https://',
      'http://',
      'hf:',
      '//',
      '/',
      'javascript:',
      'https:\\',
    )
    const text = oneof(
      string({ unit: 'binary', maxLength: 60 }),
      webUrl({ withQueryParameters: true, withFragments: true }),
      tuple(scheme, string({ unit: 'grapheme-ascii', maxLength: 60 })).map((both) => both.join('')),
    )
    assert(
      property(text, (input) => {
        const link = parseModelLink(input, page)
        if (link.kind !== 'link') return
        const url = new URL(link.url)
        expect(url.protocol).toBe('https:')
        expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', ''])
        expect(url.href).toBe(link.url)
        expect(link.foreign).toBe(url.origin !== new URL(page).origin)
        expect(url.pathname).toMatch(/(\/|\.onnx|\.ort)$/i)
      }),
      { numRuns: 10_000, seed },
    )
  }, 60_000)

  it('never leads to a private IPv4 address, however its numbers are spelled', () => {
    const network = constantFrom([10], [127], [192, 168], [169, 254], [172, 20], [100, 64], [0])
    const parts = tuple(network, number, number, number, number).map(([head, ...rest]) =>
      [...head, ...rest].slice(0, 4),
    )
    assert(
      property(parts, spelling, constantFrom('', '.'), (numbers, spell, dot) => {
        const dotted = numbers.map(spell).join('.')
        const [a = 0, b = 0, c = 0, d = 0] = numbers
        const whole = spell(((a * 256 + b) * 256 + c) * 256 + d)
        const mapped = `[::ffff:${numbers.join('.')}]`
        for (const host of [dotted + dot, whole + dot, `${a}.${b}.${spell(c * 256 + d)}`, mapped]) {
          expect(parseModelLink(`https://${host}/x/`, page).kind).toBe('refused')
        }
      }),
      { numRuns: 10_000, seed },
    )
  }, 60_000)

  it('stays what it is when its own address is given again', () => {
    assert(
      property(webUrl({ validSchemes: ['https'] }), (text) => {
        const link = parseModelLink(text, page)
        pre(link.kind === 'link')
        expect(urlOf(link.url)).toBe(link.url)
      }),
      { numRuns: 10_000, seed },
    )
  }, 60_000)
})
