import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentSecurityPolicy, linkWorkerPolicy, siteHeaders } from './headers.js'
import { serveStatic, type StaticServer } from './static-server.js'

const home = mkdtempSync(join(tmpdir(), 'vitrine-static-'))
const root = join(home, 'site')
const script = 'export const answer = 42\n'.repeat(100)
const weights = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251))
let site: StaticServer

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(root, 'empty-folder'))
  mkdirSync(join(root, 'inner'))
  writeFileSync(join(home, 'secret.txt'), 'secret')
  writeFileSync(join(root, 'index.html'), '<title>Vitrine</title>')
  writeFileSync(join(root, 'inner', 'index.html'), '<title>Inner</title>')
  writeFileSync(join(root, 'assets', 'glue-1a2b.mjs'), script)
  writeFileSync(join(root, 'runtime.wasm'), weights)
  writeFileSync(join(root, 'model.onnx'), weights)
  writeFileSync(join(root, 'empty.txt'), '')
  symlinkSync(join(home, 'secret.txt'), join(root, 'link.txt'))
  site = await serveStatic({ root, prefix: '/demo/site/' })
})

afterAll(async () => {
  await site.close()
  rmSync(home, { recursive: true })
})

beforeEach(() => {
  site.requests.length = 0
})

/** `fetch` tidies paths up before it sends them; an attacker does not. */
function rawGet(path: string, headers: Record<string, string> = {}, method = 'GET', at = site) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (done, failed) => {
      const { hostname, port } = new URL(at.origin)
      httpRequest({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
        .on('error', failed)
        .end()
    },
  )
}

describe('a static site under a sub-path', () => {
  it('answers with the page, every header of the site, and asks for revalidation', async () => {
    const response = await fetch(site.url)
    expect(await response.text()).toBe('<title>Vitrine</title>')
    for (const [name, value] of Object.entries(siteHeaders()))
      expect(response.headers.get(name)).toBe(value)
    expect(response.headers.get('Cache-Control')).toContain('must-revalidate')
    expect(response.headers.get('Content-Encoding')).toBeNull()
  })

  it.each([
    ['assets/glue-1a2b.mjs', 'text/javascript; charset=utf-8'],
    ['runtime.wasm', 'application/wasm'],
    ['model.onnx', 'application/octet-stream'],
    ['index.html', 'text/html; charset=utf-8'],
  ])('sends %s as %s', async (path, type) => {
    expect((await fetch(site.url + path)).headers.get('Content-Type')).toBe(type)
  })

  it('keeps hashed files for ever', async () => {
    const response = await fetch(`${site.url}assets/glue-1a2b.mjs`)
    expect(response.headers.get('Cache-Control')).toContain('immutable')
  })

  it('gives the link worker’s folder its own policy, and nothing that only looks like it', async () => {
    const policyOf = async (path: string) =>
      (await fetch(site.url + path)).headers.get('Content-Security-Policy')
    expect(await policyOf('link-worker/missing.js')).toBe(linkWorkerPolicy())
    for (const path of [
      '',
      'model.onnx',
      'inner/link-worker/x.js',
      'link-worker',
      '%6cink-worker/x',
    ])
      expect(await policyOf(path)).toBe(contentSecurityPolicy())
  })

  it('answers 404 with the same headers for what is missing, and never with the page', async () => {
    for (const path of ['models/none.onnx', 'assets/', 'empty-folder', 'empty-folder/', 'x/y/']) {
      const response = await fetch(site.url + path)
      expect(response.status, path).toBe(404)
      expect(await response.text()).not.toContain('Vitrine')
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
    expect((await rawGet('/')).status).toBe(404)
    expect((await rawGet('/demo/other/index.html')).status).toBe(404)
  })

  it('leads to the slash at the end of a folder, keeping the query', async () => {
    const outer = await rawGet('/demo/site?model=cifar10')
    expect([outer.status, outer.headers.location]).toEqual([301, '/demo/site/?model=cifar10'])
    const inner = await rawGet('/demo/site/inner?a=1')
    expect([inner.status, inner.headers.location]).toEqual([301, '/demo/site/inner/?a=1'])
  })

  it.each([
    '/demo/site/../../secret.txt',
    '/demo/site/..%2f..%2fsecret.txt',
    '/demo/site/%2e%2e/secret.txt',
    '/demo/site/..\\secret.txt',
    '/demo/site/%5c..%5csecret.txt',
    '/demo/site/link.txt',
    '/demo/site//etc/passwd',
    '/demo/site//example.org/..',
    '//demo/site/index.html',
    `/demo/site/${'x'.repeat(300)}`,
  ])('gives nothing away for %s', async (path) => {
    const { status, body } = await rawGet(path)
    expect(status).toBe(404)
    expect(body.toString()).not.toContain('secret')
  })

  it.each(['/demo/site/%', '/demo/site/%00', '/demo/site/%ff'])('refuses %s', async (path) => {
    expect((await rawGet(path)).status).toBe(400)
  })

  it('answers HEAD with the headers and no body', async () => {
    const { status, headers, body } = await rawGet('/demo/site/model.onnx', {}, 'HEAD')
    expect([status, headers['content-length'], body.length]).toEqual([200, '1000', 0])
    expect(site.requests).toMatchObject([{ method: 'HEAD', bodyBytes: 0 }])
  })

  it('refuses to be written to, and notes what it was sent', async () => {
    expect((await fetch(site.url, { method: 'POST', body: 'a picture' })).status).toBe(405)
    await expect.poll(() => site.requests[0]?.sent).toBe('a picture')
  })

  it('sends an empty file', async () => {
    const response = await fetch(`${site.url}empty.txt`)
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('answers 304 to the tag it gave, and the file to another', async () => {
    const tag = (await fetch(`${site.url}model.onnx`)).headers.get('ETag') ?? ''
    const path = '/demo/site/model.onnx'
    expect((await rawGet(path, { 'If-None-Match': tag })).status).toBe(304)
    expect((await rawGet(path, { 'If-None-Match': `"x", W/${tag}` })).status).toBe(304)
    expect((await rawGet(path, { 'If-None-Match': '"x"' })).status).toBe(200)
  })
})

describe('ranges', () => {
  const path = '/demo/site/model.onnx'

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=10-19', 10, 20],
    ['bytes=990-', 990, 1000],
    ['bytes=990-5000', 990, 1000],
    ['bytes=-10', 990, 1000],
    ['bytes=-5000', 0, 1000],
  ])('%s is answered with exactly those bytes', async (range, start, end) => {
    const { status, headers, body } = await rawGet(path, { Range: range })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe(`bytes ${start}-${end - 1}/1000`)
    expect(body.equals(weights.subarray(start, end))).toBe(true)
    expect(site.requests).toMatchObject([{ range, status: 206, bodyBytes: end - start }])
  })

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s is a 416', async (range) => {
    const { status, headers } = await rawGet(path, { Range: range })
    expect([status, headers['content-range']]).toEqual([416, 'bytes */1000'])
  })

  it.each(['bytes=20-10', 'bytes=-', 'bytes=1-2,5-6', 'lines=1-2', 'bytes=a-b'])(
    '%s is ignored',
    async (range) => {
      const { status, body } = await rawGet(path, { Range: range })
      expect([status, body.length]).toEqual([200, 1000])
    },
  )

  it('send the whole file when it has changed since', async () => {
    const tag = String((await rawGet(path)).headers.etag)
    const range = { Range: 'bytes=500-' }
    expect((await rawGet(path, { ...range, 'If-Range': tag })).status).toBe(206)
    expect((await rawGet(path, { ...range, 'If-Range': '"older"' })).status).toBe(200)
  })
})

describe('a host of another kind', () => {
  it('sends no isolation headers where it is not isolated', async () => {
    const plain = await serveStatic({ root, isolated: false })
    const { headers } = await fetch(plain.url)
    await plain.close()
    expect(headers.get('Cross-Origin-Embedder-Policy')).toBeNull()
    expect(headers.get('Content-Security-Policy')).not.toBeNull()
  })

  it('compresses scripts and WebAssembly, not weights and not ranges', async () => {
    const host = await serveStatic({ root, compress: true })
    const get = (path: string, accept: string, range = {}) =>
      rawGet(path, { 'Accept-Encoding': accept, ...range }, 'GET', host)
    const brotli = await get('/assets/glue-1a2b.mjs', 'gzip, br')
    const gzipped = await get('/assets/glue-1a2b.mjs', 'gzip, br;q=0')
    const wasm = await get('/runtime.wasm', 'gzip')
    const ranged = await get('/runtime.wasm', 'gzip', { Range: 'bytes=0-9' })
    const model = await get('/model.onnx', 'gzip, br')
    const log = [...host.requests]
    await host.close()
    expect(brotliDecompressSync(brotli.body).toString()).toBe(script)
    expect(gunzipSync(gzipped.body).toString()).toBe(script)
    expect(gunzipSync(wasm.body).equals(weights)).toBe(true)
    expect([ranged.headers['content-encoding'], ranged.body.length]).toEqual([undefined, 10])
    expect([model.headers['content-encoding'], model.body.length]).toEqual([undefined, 1000])
    expect(brotli.headers.etag).not.toBe(gzipped.headers.etag)
    expect(brotli.headers.vary).toBe('Accept-Encoding')
    expect(log.map(({ encoding }) => encoding)).toEqual([
      'br',
      'gzip',
      'gzip',
      undefined,
      undefined,
    ])
    expect(log[0]?.bodyBytes).toBe(brotli.body.length)
  })

  it('answers with its own 404.html, still as a 404', async () => {
    const own = join(home, 'own')
    mkdirSync(own)
    writeFileSync(join(own, '404.html'), '<title>Nothing here</title>')
    const host = await serveStatic({ root: own })
    const response = await fetch(`${host.url}model.onnx`)
    const text = await response.text()
    await host.close()
    expect([response.status, text]).toEqual([404, '<title>Nothing here</title>'])
  })
})
