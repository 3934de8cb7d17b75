import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  cacheControl,
  contentSecurityPolicy,
  devHeaders,
  embedHeaders,
  embedPolicy,
  headersOf,
  linkWorkerPolicy,
  siteHeaders,
} from './headers.js'
import { embedOrigins } from './embed-origins.js'
import { headersFile, hostFiles, vercelRepository, vercelSite } from './host-files.js'

describe('the headers', () => {
  it('isolate the page, and do not where they are asked not to', () => {
    expect(siteHeaders()).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    })
    const names = Object.keys(siteHeaders({ isolated: false }))
    expect(names).not.toContain('Cross-Origin-Opener-Policy')
    expect(names).not.toContain('Cross-Origin-Embedder-Policy')
    expect(names).toContain('Content-Security-Policy')
  })

  it('allow scripts, workers and connections from our own origin alone', () => {
    const policy = contentSecurityPolicy().split('; ')
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).toContain("worker-src 'self'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(contentSecurityPolicy()).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
  })

  it('let the link worker connect elsewhere, differ in nothing else, and reach no other path', () => {
    const sources = "connect-src 'self' https:"
    const own = linkWorkerPolicy({ isPublic: false })
    expect(own).toBe(
      linkWorkerPolicy().replace(sources, `${sources} http://localhost:* http://127.0.0.1:*`),
    )
    expect(linkWorkerPolicy()).toBe(contentSecurityPolicy().replace("connect-src 'self'", sources))
    const { 'Content-Security-Policy': policy, ...others } = headersOf()('link-worker/a-1.js')
    expect({ ...others, 'Content-Security-Policy': contentSecurityPolicy() }).toEqual(siteHeaders())
    expect(policy).toBe(linkWorkerPolicy())
    for (const path of ['', 'index.html', 'assets/main-1.js', 'models/link-worker/a.js', 'sw.js'])
      expect(headersOf()(path)).toEqual(siteHeaders())
  })

  it('let everybody frame the page for frames, and differ in nothing else but its base', () => {
    const embed = embedHeaders({ origins: [] })
    const policy = contentSecurityPolicy()
      .replace("frame-ancestors 'self'", 'frame-ancestors *')
      .replace("base-uri 'none'", "base-uri 'self'")
    expect(embed).toEqual({
      ...siteHeaders(),
      'Content-Security-Policy': policy,
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
    for (const path of ['embed', 'embed/', 'embed/index.html', 'embed/early.js'])
      expect(headersOf({ origins: [] })(path)).toEqual(embed)
    for (const path of ['', 'embedded', 'models/embed/', 'embed.html', 'assets/embed/a.js'])
      expect(headersOf({ origins: [] })(path)).toEqual(siteHeaders())
  })

  it('let the listed sites frame it, the own one too, and nobody else', () => {
    const policy = embedPolicy(['https://a.example', 'http://localhost:8080'])
    expect(policy.split('; ')).toContain(
      "frame-ancestors https://a.example http://localhost:8080 'self'",
    )
  })

  it('let other sites read what is public, and not what an author serves to themselves', () => {
    expect(siteHeaders()).toHaveProperty('Access-Control-Allow-Origin', '*')
    const local = headersOf({ isPublic: false })
    for (const path of ['', 'models/a/model.onnx', 'link-worker/a.js', 'embed/'])
      expect(local(path)).not.toHaveProperty('Access-Control-Allow-Origin')
  })

  it('name the weight hosts where connections go', () => {
    expect(contentSecurityPolicy(['https://huggingface.co']).split('; ')).toContain(
      "connect-src 'self' https://huggingface.co",
    )
  })

  it.each([
    'http://example.org',
    'https://example.org/',
    'https://example.org; script-src *',
    'https://a.example https://b.example',
    '*',
    '',
  ])('refuse %j as a weight host', (host) => {
    expect(() => contentSecurityPolicy([host])).toThrow(TypeError)
  })

  it('leave the development server its inline scripts', () => {
    expect(devHeaders()).not.toHaveProperty('Content-Security-Policy')
    expect(devHeaders()).toHaveProperty('Cross-Origin-Opener-Policy')
  })

  it('keep only files with a hash in their names for ever', () => {
    for (const path of ['assets/index-Bx3k.js', 'link-worker/link-worker-Bx3k.js'])
      expect(cacheControl(path)).toContain('immutable')
    for (const path of ['index.html', '', 'models/stories/model.onnx', 'vitrine.js', 'assets'])
      expect(cacheControl(path)).toContain('must-revalidate')
  })
})

describe('the origins that may frame a demo', () => {
  it('are read as they stand, each once', () => {
    expect(embedOrigins('https://a.example, https://b.example:8443,,https://a.example')).toEqual([
      'https://a.example',
      'https://b.example:8443',
    ])
    expect(embedOrigins('')).toEqual([])
  })

  it.each([
    '*',
    'null',
    "'none'",
    'a.example',
    'https://a.example/',
    'https://*.example',
    'https://a.example; script-src *',
    'https://A.example',
    'file:///',
    'javascript:alert(1)',
  ])('are not %j', (text) => {
    expect(() => embedOrigins(text)).toThrow(TypeError)
  })
})

describe('the files for hosts', () => {
  it.each(hostFiles)('$path is what hosting/headers.js says', ({ path, content }) => {
    const committed = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
    expect(committed, 'run: node scripts/write-host-files.js').toBe(content())
  })

  it('send every header on every path of Vercel, and one Cache-Control on each', () => {
    const { headers } = parseVercel(vercelSite())
    // Vercel answers a folder without its slash as it is; others lead to the slash.
    for (const path of [...samplePaths, '/embed']) {
      const sent = headers
        .filter((rule) => new RegExp(`^${rule.source}$`).test(path))
        .flatMap((rule) => rule.headers)
      expect(Object.fromEntries(sent.map(({ key, value }) => [key, value]))).toEqual(expected(path))
      expect(sent).toHaveLength(Object.keys(expected(path)).length)
    }
  })

  it('are the same for Vercel whether it builds the repository or takes the built site', () => {
    expect(parseVercel(vercelRepository()).headers).toEqual(parseVercel(vercelSite()).headers)
    expect(JSON.parse(vercelSite())).not.toHaveProperty('buildCommand')
  })

  it('rewrite nothing, so that a missing file is a 404', () => {
    for (const text of [vercelRepository(), vercelSite()])
      for (const key of ['rewrites', 'routes', 'redirects'])
        expect(JSON.parse(text)).not.toHaveProperty(key)
  })

  it('send every header on every path of _headers, and none twice, for values would be joined', () => {
    for (const path of samplePaths) {
      const sent = parseHeadersFile()
        .filter(({ source }) => new RegExp(`^${source.replaceAll('*', '.*')}$`).test(path))
        .flatMap((rule) => rule.headers)
      const { 'Cache-Control': cache, ...others } = expected(path)
      const written = cache.includes('immutable') ? { ...others, 'Cache-Control': cache } : others
      expect(Object.fromEntries(sent)).toEqual(written)
      expect(sent).toHaveLength(Object.keys(written).length)
    }
  })

  it('know every page and script that lies beside the page in public/', () => {
    const names = readdirSync(new URL('../public', import.meta.url))
    const withPolicy = parseHeadersFile()
      .filter(({ headers }) => headers.some(([name]) => name === 'Content-Security-Policy'))
      .map(({ source }) => source.slice(1))
    expect(withPolicy).toEqual(
      expect.arrayContaining(names.filter((name) => /\.(js|mjs|html)$/.test(name))),
    )
  })

  it('stay below the 2,000 characters that a line of _headers may have', () => {
    for (const line of headersFile().split('\n')) expect(line.length).toBeLessThan(2000)
  })
})

const samplePaths = [
  '/',
  '/index.html',
  '/404.html',
  '/theme.js',
  '/assets/a-1.js',
  '/link-worker/link-worker-1.js',
  '/models/cifar10/model.onnx',
  '/embed/',
  '/embed/index.html',
  '/embed/early.js',
]

function expected(path: string) {
  const inside = path.slice(1)
  return { ...headersOf()(inside), 'Cache-Control': cacheControl(inside) }
}

function parseHeadersFile(): { source: string; headers: [string, string][] }[] {
  const blocks = headersFile().split('\n').slice(1).join('\n').trim().split('\n\n')
  return blocks.map((text) => {
    const [source = '', ...lines] = text.split('\n')
    const headers = lines.map((line): [string, string] => {
      const [name = '', ...value] = line.trim().split(': ')
      return [name, value.join(': ')]
    })
    return { source, headers }
  })
}

interface VercelConfig {
  headers: { source: string; headers: { key: string; value: string }[] }[]
}

function parseVercel(text: string): VercelConfig {
  return JSON.parse(text) as VercelConfig
}
