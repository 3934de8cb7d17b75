import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { checkSite } from './check-site.js'
import { lineOf } from './finding.js'
import { page, serveSmallSite } from './small-site.ts'

describe('a server that is no web site', () => {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })

  async function serve(handler?: RequestListener): Promise<URL> {
    const server = createServer(handler)
    servers.push(server)
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  }

  it('is not waited for when it never answers', async () => {
    const findings = await checkSite(await serve(() => undefined), { timeoutMs: 200 })
    expect(findings.map(lineOf)).toEqual([
      expect.stringMatching(/^wrong .*does not answer: it took longer than 0\.2 s for one answer/),
    ])
  })

  it('is not waited for when it answers the page and then, for every file, never', async () => {
    const address = await serve((request, response) => {
      if (request.url === '/') response.end(page)
    })
    const findings = await checkSite(address, { timeoutMs: 5000, allMs: 400 })
    expect(findings.map(lineOf).join('\n')).toMatch(/models\/index\.json does not come: .* in all/)
  })

  it('is not read to the end when it never ends', async () => {
    const address = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1)
      response.on('close', () => clearInterval(timer))
    })
    const findings = await checkSite(address, { timeoutMs: 5000 })
    expect(findings.map(lineOf).join('\n')).toContain('is not a page of Vitrine')
  })

  it.each([
    ['something that is not HTTP', 'garbage\r\n\r\n'],
    [
      'a body that is not the gzip it claims',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello',
    ],
    ['nothing', ''],
    [
      'a redirect to no address',
      'HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n',
    ],
  ])('is reported in a sentence when it sends %s', async (_, text) => {
    const address = await serve()
    servers.at(-1)?.on('connection', (socket) => socket.end(text))
    const findings = await checkSite(address, { timeoutMs: 2000 })
    expect(findings).toHaveLength(1)
    expect(findings.map(lineOf).join('\n')).toMatch(
      /^wrong .*(does not answer: \S|leads in a circle)/,
    )
  })

  it('is reported when nothing listens', async () => {
    expect(lineOf((await checkSite(new URL('http://127.0.0.1:9/')))[0] ?? never())).toContain(
      'does not answer',
    )
  })

  it.each([
    '{"demos":[null]}',
    '{"demos":[{"base":1}]}',
    '{"demos":[{"base":"x","files":[{}]}]}',
    '[]',
    '{',
    'null',
  ])('is reported when its list of demos is %s', async (text) => {
    const site = await serveSmallSite()
    const findings = await site.check((_, path) =>
      path === 'models/index.json' ? new Response(text) : undefined,
    )
    await site.close()
    expect(findings.map(lineOf).join('\n')).toContain('is not the JSON that a build writes')
  })

  it('cannot write to the terminal by what it sends', () => {
    expect(lineOf({ level: 'wrong', what: 'a\u001B[2Jb\nok c\u202Ed' })).toBe(
      'wrong    a [2Jb ok c d',
    )
  })
})

function never(): never {
  throw new Error('There was no finding.')
}
