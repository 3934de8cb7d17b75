import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { base64Of, demoFolder, jsonOf } from './support/api-caller.ts'
import { describeApi } from './support/api-contract.ts'
import { fileURLToPath } from 'node:url'
import {
  callAs,
  callOverHttp,
  hasCurl,
  root,
  servePreview,
  type NodeApiServer,
} from './support/node-api.ts'

/** The API of `npm start`, called as programs call it. */
const run = promisify(execFile)

test.describe.configure({ mode: 'serial' })
let server: NodeApiServer

test.afterAll(() => server.close())

describeApi(test, {
  call: (path, init) => callOverHttp(`${server.url}/api/${path}`, init),
  use: () => Promise.resolve(),
  // The first model is opened as soon as the server listens: the next call comes before it is.
  async idle() {
    server = await servePreview()
  },
})

test('the curl lines of the serving guides work as they stand', async () => {
  test.skip(!hasCurl, 'there is no curl')
  /** Written for a server on port 8000. */
  const curl = async (line: string) => {
    const here = line.replaceAll('http://localhost:8000', server.url)
    const { stdout } = await run('sh', ['-c', here], { cwd: fileURLToPath(demoFolder) })
    return JSON.parse(stdout) as Record<string, unknown>
  }
  expect(await curl('curl http://localhost:8000/health')).toMatchObject({ status: 'healthy' })
  expect(await curl('curl http://localhost:8000/ready')).toMatchObject({ status: 'ready' })
  const generated = await curl(
    `curl -X POST http://localhost:8000/generate -H "Content-Type: application/json" -d '{"prompt": "Hello"}'`,
  )
  expect(generated['text']).toMatch(/\w/)
  const picture = 'cifar10/examples/ship.jpg'
  const predicted = await curl(
    `echo "{\\"image\\": \\"data:image/jpeg;base64,$(base64 < ${picture} | tr -d '\\n')\\"}" | ` +
      `curl -X POST http://localhost:8000/predict -H "Content-Type: application/json" -d @-`,
  )
  expect(predicted['predictions']).toMatchObject([{ class: 'ship' }, {}, {}])
})

test('pages of other sites and names that are not ours are refused, a tunnel’s among them', async () => {
  const { url } = server
  const { host, port } = new URL(url)
  const health = `${url}/health`
  const image = base64Of('cifar10/examples/ship.jpg')
  const headers = { 'content-type': 'application/json', origin: 'https://example.org' }
  const foreign = await callOverHttp(`${url}/predict`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ image }),
  })
  expect(foreign.status).toBe(403)
  expect(jsonOf(foreign)).toMatchObject({ error: { code: 'origin-refused' } })
  // Vite would let a page of another server on this machine read it.
  const neighbour = await callAs(health, { origin: 'http://localhost:1' })
  expect(neighbour.status).toBe(403)
  expect(neighbour.headers).not.toHaveProperty('access-control-allow-origin')
  expect((await callAs(health, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const rebound = await callAs(health, { host: `example.org:${port}` })
  expect(rebound.status).toBe(403)
  expect(rebound.body).toContain('localhost')

  expect((await callAs(health, { origin: `http://${host}` })).status).toBe(200)
  // Who opened it for the site's sake has not lent this machine: `npm run share -- --api` does.
  const tunnel = 'demo.ngrok-free.app'
  expect((await callAs(health, { host: tunnel, origin: `https://${tunnel}` })).status).toBe(403)
})

test('the site is served as before, and its answers carry its headers', async () => {
  const { url } = server
  expect((await callOverHttp(`${url}/models/index.json`)).body).toContain('"demos"')
  expect((await callOverHttp(`${url}/models/`)).status).toBe(404)
  const { headers } = await callOverHttp(`${url}/models`)
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  const docs = await callOverHttp(`${url}/docs`)
  expect(new URL(docs.headers['location'] ?? '', `${url}/docs`).href).toBe(`${url}/?view=api`)
})

test('npm run client asks, and says so when there is nobody to ask', async () => {
  const client = ['scripts/client.js', '--url']
  const { stdout } = await run(process.execPath, [...client, server.url], { cwd: root })
  expect(stdout).toContain('99.6 %  bird')
  expect(stdout).toContain('60 tokens')
  const nobody = run(process.execPath, [...client, 'http://localhost:1'], { cwd: root })
  await expect(nobody).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('npm start'),
  })
})
