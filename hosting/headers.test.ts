import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cacheControl, contentSecurityPolicy, devHeaders, siteHeaders } from './headers.js'
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
    expect(cacheControl('assets/index-Bx3k.js')).toContain('immutable')
    for (const path of ['index.html', '', 'models/stories/model.onnx', 'vitrine.js', 'assets'])
      expect(cacheControl(path)).toContain('must-revalidate')
  })
})

describe('the files for hosts', () => {
  it.each(hostFiles)('$path is what hosting/headers.js says', ({ path, content }) => {
    const committed = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
    expect(committed, 'run: node scripts/write-host-files.js').toBe(content())
  })

  it('send every header on every path of Vercel, and one Cache-Control on each', () => {
    const { headers } = parseVercel(vercelSite())
    for (const path of ['/', '/index.html', '/assets/a-1.js', '/models/cifar10/model.onnx']) {
      const sent = headers
        .filter((rule) => new RegExp(`^${rule.source}$`).test(path))
        .flatMap((rule) => rule.headers)
      const expected = { ...siteHeaders(), 'Cache-Control': cacheControl(path.slice(1)) }
      expect(Object.fromEntries(sent.map(({ key, value }) => [key, value]))).toEqual(expected)
      expect(sent).toHaveLength(Object.keys(expected).length)
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

  it('set no header twice in _headers and stay below the 2,000 characters a line may have', () => {
    const headerLines = headersFile()
      .split('\n')
      .filter((line) => line.startsWith('  '))
    const names = headerLines.map((line) => line.trim().split(':')[0])
    expect(new Set(names).size).toBe(names.length)
    for (const line of headerLines) expect(line.length).toBeLessThan(2000)
  })
})

interface VercelConfig {
  headers: { source: string; headers: { key: string; value: string }[] }[]
}

function parseVercel(text: string): VercelConfig {
  return JSON.parse(text) as VercelConfig
}
