import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { headersOf, isolationHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import { docExamples } from './doc-examples.ts'

/** The pages that frame ours. */
export const parents = {
  'a plain page': 'parent.html',
  'an isolated page': 'isolated.html',
} as const
export type Parent = keyof typeof parents

/** Pages with the examples of docs/embedding.md; that of the element allows nothing but what it is said to need. */
export const framePage = 'frame.html'
export const elementPage = 'element.html'

/** What hosts send with every file of a site; each is a server of its own, so that no browser keeps the others' files. */
export const headerSets = [
  'our headers',
  'those without isolation',
  'no headers at all',
  'our headers, for one site only',
] as const
export type HeaderSet = (typeof headerSets)[number]

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const notNeeded = /\.(asyncify|jspi)-[^/]*\.wasm$/

export interface Embedded {
  readonly sites: Readonly<Record<HeaderSet, StaticServer>>
  /** Where the site says that it may be told what a demo answers. */
  readonly listed: string
  /** Another origin, and another site, with the same pages. */
  readonly unlisted: string
  close(): Promise<void>
}

/** Two halves: the site, with four sets of headers, and a host of pages that frame it. */
export async function serveEmbedded(): Promise<Embedded> {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-embed-'))
  const root = join(home, 'site')
  const hostRoot = join(home, 'host')
  mkdirSync(hostRoot)
  cpSync(dist, root, { recursive: true, filter: (path) => !notNeeded.test(path) })

  const serve = (headers: ReturnType<typeof headersOf>) =>
    serveStatic({ root, headersOf: (path) => parentHeaders(path) ?? headers(path) })
  const host = await serveStatic({
    root: hostRoot,
    headersOf: (path) => (path === elementPage ? elementHeaders(site) : parentHeaders(path)) ?? {},
  })
  const sites = {
    'our headers': await serve(headersOf({ origins: [] })),
    'those without isolation': await serve(headersOf({ isolated: false, origins: [] })),
    'no headers at all': await serve(() => ({})),
    'our headers, for one site only': await serve(headersOf({ origins: [host.origin] })),
  }
  const site = sites['our headers']

  const parent = '<!doctype html><link rel="icon" href="data:,"><title>Parent</title>'
  for (const folder of [root, hostRoot])
    for (const name of Object.values(parents)) writeFileSync(join(folder, name), parent)
  const examples = docExamples('embedding.md')
  const example = (name: string) =>
    examples.get(name)?.replaceAll('https://demos.example', site.origin) ?? ''
  for (const name of ['frame', 'element']) {
    const html = `${parent}${example(`${name}.html`)}<script type="module" src="${name}.js"></script>`
    writeFileSync(join(hostRoot, `${name}.html`), html)
    writeFileSync(join(hostRoot, `${name}.js`), example(`${name}.js`))
  }
  // As `--embed-origins` writes it.
  const page = join(root, 'embed/index.html')
  const meta = `<meta name="vitrine-embed-origins" content="https://a.example ${host.origin}">`
  writeFileSync(page, readFileSync(page, 'utf8').replace('</head>', `${meta}</head>`))

  const all = [host, ...Object.values(sites)]
  return {
    sites,
    listed: `${host.origin}/`,
    unlisted: `${host.origin.replace('localhost', '127.0.0.1')}/`,
    async close() {
      await Promise.all(all.map((server) => server.close()))
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function parentHeaders(path: string): Readonly<Record<string, string>> | undefined {
  if (path === parents['a plain page']) return {}
  return path === parents['an isolated page'] ? isolationHeaders : undefined
}

function elementHeaders({ origin }: StaticServer) {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      'img-src data:',
      `script-src 'self' ${origin}`,
      `frame-src ${origin}`,
      "require-trusted-types-for 'script'",
    ].join('; '),
  }
}
