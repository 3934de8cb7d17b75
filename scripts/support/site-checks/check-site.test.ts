import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineOf } from './finding.js'
import { plants } from './planted-faults.ts'
import { page, serveSmallSite } from './small-site.ts'

let site: Awaited<ReturnType<typeof serveSmallSite>>

beforeAll(async () => {
  site = await serveSmallSite()
})

afterAll(() => site.close())

describe('a site that is served as it should be', () => {
  it('has nothing wrong and nothing to look at', async () => {
    const findings = await site.check()
    expect(findings.filter(({ level }) => level !== 'ok').map(lineOf)).toEqual([])
    expect(findings.length).toBeGreaterThan(10)
  })

  it('is found from its address without the slash, with a demo and a fragment behind it', async () => {
    const findings = await site.check(undefined, 'https://demo.example/demo?model=demo#x')
    expect(findings[0]?.what).toContain('leads to')
    expect(findings.map(({ level }) => level)).not.toContain('wrong')
  })

  it('is asked for the same thing as rarely as can be', async () => {
    site.requests.length = 0
    await site.check()
    const asked = site.requests.map(({ method, path, range }) => `${method} ${path} ${range ?? ''}`)
    // Once as it is, once more where compression is asked for.
    const most = Math.max(...asked.map((one) => asked.filter((other) => other === one).length))
    expect(asked.length).toBeGreaterThan(20)
    expect(most).toBeLessThanOrEqual(2)
  })
})

it('a site that isolates itself is not told to have its host do it', async () => {
  const own = page.replace('<script', '<script src="./isolate.js"></script><script')
  const findings = await site.check((answer, path) => {
    const headers = new Headers(answer.headers)
    for (const name of ['opener', 'embedder']) headers.delete(`cross-origin-${name}-policy`)
    const { status } = answer
    return new Response(path === '' ? own : answer.body, { status, headers })
  })
  const lines = findings.map(lineOf).join('\n')
  expect(lines).toContain('ok       The service worker isolates the page')
  expect(lines).not.toContain('not isolated')
})

describe('a host that does something wrong', () => {
  it.each(plants)('is found out: %s', async (_, level, said, plant) => {
    const findings = await site.check(plant)
    const lines = findings.filter((finding) => finding.level === level).map(lineOf)
    expect(lines.join('\n')).toMatch(said)
    // What is only slower or less safe does not fail a deployment.
    const isWrong = findings.some((finding) => finding.level === 'wrong')
    expect(isWrong).toBe(level === 'wrong')
  })

  it('is found out for showing the page without its slash', async () => {
    const bareAddress = 'https://demo.example/demo'
    const findings = await site.check(
      (_, path) => (path === '/demo' ? new Response(page) : undefined),
      bareAddress,
    )
    const lines = findings.filter(({ level }) => level === 'wrong').map(lineOf)
    expect(lines).toEqual([expect.stringContaining('without leading to the slash at its end')])
  })
})
