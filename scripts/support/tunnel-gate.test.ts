import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuseApiFromOutside } from './tunnel-gate.js'

const server = createServer((asked, response) => {
  refuseApiFromOutside(asked, response, () => void response.end('reached'))
})

beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())

/** `fetch` would tidy the path up, and choose the Host itself. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<string> {
  const { port } = server.address() as AddressInfo
  return new Promise((done, failed) => {
    request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => done(`${response.statusCode} ${text}`.trim()))
    })
      .on('error', failed)
      .end()
  })
}

const outside = { host: 'demo.ngrok-free.app' }
const refused = '404 The API of this site is not shared.'

describe('through a tunnel', () => {
  it.each([
    '/api/health',
    '/api',
    '/api?x',
    '/API/ready',
    '/%61pi/metrics',
    '//api/x',
    '/./api/x',
    '/api\\x',
    '/health',
    '/ready?now',
    '/models',
    '/model/info/stories',
    '/metrics',
    '/openapi.json',
    '/docs/',
  ])('the API at %s is not there', async (path) => {
    expect(await ask(path, outside)).toBe(refused)
  })

  it.each(['/', '/api/predict', '/predict', '/generate', '/index.html', '/some/new/route'])(
    'nothing can be posted to %s',
    async (path) => {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
        expect(await ask(path, outside, method)).toBe(refused)
    },
  )

  it.each([
    '/',
    '/assets/api-1.js',
    '/apiary',
    '/models/index.json',
    '/models/api/model.onnx',
    '/?view=api',
    '/%',
  ])('the site at %s is there', async (path) => {
    expect(await ask(path, outside)).toBe('200 reached')
    expect(await ask(path, outside, 'HEAD')).toBe('200')
  })

  it('a Host of this machine does not help', async () => {
    expect(await ask('/metrics', { host: 'localhost', 'x-forwarded-for': '203.0.113.7' })).toBe(
      refused,
    )
    expect(await ask('/metrics', { host: 'localhost.demo.example' })).toBe(refused)
  })
})

it('on this machine the API is there', async () => {
  for (const host of ['localhost:5180', '127.0.0.1:5180', '[::1]:5180', 'localhost'])
    expect(await ask('/api/predict', { host }, 'POST')).toBe('200 reached')
})
