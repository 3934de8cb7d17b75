import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Window } from 'happy-dom'
import { root } from '../scripts/support/command.js'
import { npmCommand } from '../scripts/support/install.js'
import { execute } from '../scripts/support/process.js'

/**
 * The scoring of the Mozilla HTTP Observatory, run by its own code on an answer that we make up. It is no dependency:
 * it brings a web service with its database along, of which nothing is needed to judge headers. So its package alone is
 * fetched on first use (88 kB), checked by its hash, and what it imports for asking sites is stood in for.
 */
const version = '1.4.8'
const integrity =
  'sha512-0goue3nubqDQuIqLaQWRUa7iNsgTOwIlJdqbiC8sO7PxqwmpdQJo9Q8GCvXkcp7s35yGj9X/RGkZ4iIBZoYHxw=='
const folder = join(root, '.vitrine', `observatory-${version}`)

export interface Judgement {
  readonly score: number
  readonly grade: string
  /** What each of its tests found, by the test's name. */
  readonly found: Readonly<Record<string, string>>
}

export type Judge = (headers: Readonly<Record<string, string>>, html: string) => Judgement

/** Nothing where the package is not here and cannot be fetched. */
export async function loadObservatory(): Promise<Judge | undefined> {
  const ready = join(folder, 'ready')
  if (!existsSync(ready)) {
    if (!(await fetchPackage())) return undefined
    writeStandIns()
    writeFileSync(ready, '')
  }
  const load = (path: string) => import(pathToFileURL(join(folder, 'package/src', path)).href)
  const { ALL_TESTS } = (await load('constants.js')) as { ALL_TESTS: Test[] }
  const { Requests } = (await load('types.js')) as { Requests: new (host: string) => Visit }
  const grader = (await load('grader/grader.js')) as Grader
  const charts = (await load('grader/charts.js')) as { MINIMUM_SCORE_FOR_EXTRA_CREDIT: number }

  return (headers, html) => {
    const results = ALL_TESTS.map((test) =>
      test(visit(new Requests('demo.example'), headers, html)),
    )
    // As its scanner/index.js adds up: what is above 100 counts for a site that has an A without it.
    const modifiers = results.map(({ result }) => grader.getScoreModifier(result))
    const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 100)
    const without = sum(modifiers.filter((one) => one < 0))
    const isTop = without >= charts.MINIMUM_SCORE_FOR_EXTRA_CREDIT
    const named = results.map(({ constructor, result }) => [constructor.name, result])
    return {
      ...grader.getGradeForScore(isTop ? sum(modifiers) : without),
      found: Object.fromEntries(named) as Record<string, string>,
    }
  }
}

type Test = (visit: Visit) => { readonly result: string }

interface Grader {
  getScoreModifier(result: string): number
  getGradeForScore(score: number): { score: number; grade: string }
}

interface Visit {
  responses: Record<string, unknown>
  resources: { path?: string }
  session: unknown
}

/** A site that answers over https, leads there from http, and sets no cookies. */
function visit(requests: Visit, headers: Readonly<Record<string, string>>, html: string): Visit {
  const sent = new Headers({ 'Content-Type': 'text/html; charset=utf-8', ...headers })
  const response = {
    headers: Object.assign(Object.fromEntries(sent), { get: (name: string) => sent.get(name) }),
    request: { headers: new Headers() },
    status: 200,
    verified: true,
    data: html,
  }
  const secure = { url: new URL('https://demo.example/'), status: 200 }
  const plain = { url: new URL('http://demo.example/'), status: 301 }
  for (const name of ['auto', 'cors', 'http', 'https']) requests.responses[name] = response
  requests.responses['httpRedirects'] = [plain, secure]
  requests.responses['httpsRedirects'] = [secure]
  requests.resources.path = html
  requests.session = { url: secure.url }
  return requests
}

async function fetchPackage(): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `mdn-mdn-http-observatory-${version}.tgz`)
  const flags = ['--pack-destination', folder, '--prefer-offline', '--fetch-retries=0']
  const name = `@mdn/mdn-http-observatory@${version}`
  await execute([...npmCommand(), 'pack', name, ...flags], { timeoutMs: 30_000 })
  if (!existsSync(file)) return false
  const hash = createHash('sha512').update(readFileSync(file)).digest('base64')
  if (`sha512-${hash}` !== integrity) throw new Error(`${file} is not the package that is meant.`)
  const { status } = await execute(['tar', '-xzf', file, '-C', folder])
  return status === 0
}

/** For the packages by which it asks sites and reads its configuration: no test of headers calls them. */
const standIns = {
  axios: 'export class AxiosHeaders {}\nexport default {}',
  convict: 'export default () => ({ validate() {}, getProperties: () => ({ retriever: {} }) })',
  'http-cookie-agent': 'export class HttpCookieAgent {}\nexport class HttpsCookieAgent {}',
  'tough-cookie': 'export class Cookie {}\nexport class CookieJar {}',
  // Our page loads no script of another site, whose name would have to be taken apart.
  tldts: 'export const parse = () => ({ domain: null })',
  jsdom: `export class JSDOM {
  constructor(html) {
    this.window = globalThis.vitrineParse(html)
  }
}`,
}

function writeStandIns(): void {
  for (const [name, code] of Object.entries(standIns)) {
    const at = join(folder, 'package/node_modules', name)
    mkdirSync(at, { recursive: true })
    const entries = { '.': './index.js', './http': './index.js' }
    writeFileSync(join(at, 'package.json'), JSON.stringify({ type: 'module', exports: entries }))
    writeFileSync(join(at, 'index.js'), code)
  }
  // Its own installation downloads this list of Chromium's; our host is not on it.
  writeFileSync(join(folder, 'package/conf/hsts-preload.json'), '{}')
}

Object.assign(globalThis, {
  vitrineParse(html: string) {
    const window = new Window()
    window.document.write(html)
    return window
  },
})
