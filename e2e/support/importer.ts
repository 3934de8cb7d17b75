import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isolationHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import type * as Vitrine from '../../src/client/vitrine.ts'
import { docExamples } from './doc-examples.ts'

/** What `serveImporters` serves. */
export const importerRoot = fileURLToPath(new URL('../../.vitrine/importer', import.meta.url))
const root = importerRoot

/** As the examples of docs/embedding.md call the site. */
const exampleSite = 'https://demos.example/'

const vuePath = createRequire(import.meta.url).resolve('vue/dist/vue.esm-browser.prod.js')

/** Pages of another site, of which each has imported the module as `vitrine`. */
export const importers = {
  plain: () => ({}),
  isolated: () => isolationHeaders,
  strict: (site) => ({ 'Content-Security-Policy': strictPolicy(site) }),
  'strict and isolated': (site) => ({
    'Content-Security-Policy': strictPolicy(site, 'blob:'),
    ...isolationHeaders,
  }),
  'too strict': (site) => ({
    'Content-Security-Policy': strictPolicy(site).replace('worker-src blob:', 'worker-src'),
  }),
} as const satisfies Record<string, (site: string) => Readonly<Record<string, string>>>
export type Importer = keyof typeof importers

/** As docs/embedding.md says it. */
function strictPolicy(site: string, scripts = ''): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${site} 'wasm-unsafe-eval' ${scripts}`,
    `worker-src blob: ${site}`,
    `connect-src ${site}`,
    'img-src data:',
    "require-trusted-types-for 'script'",
    'trusted-types vitrine default',
  ].join('; ')
}

/** A server of its own, on another site than `localhost`, with those pages, the examples of the documentation, and an app. */
export async function serveImporters(site: StaticServer): Promise<StaticServer> {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(root, name), text)
  const head = '<!doctype html><link rel="icon" href="data:,">'
  for (const name of Object.keys(importers))
    write(
      `${name}.html`,
      `${head}<title>${name}</title><script type="module" src="import.js"></script>`,
    )
  write('import.js', `import * as vitrine from '${site.url}vitrine.js'; window.vitrine = vitrine`)
  for (const [name, code] of docExamples('embedding.md')) {
    if (!name.endsWith('.html')) continue
    const moved = code
      .replaceAll(exampleSite, site.url)
      .replace(/https:[^"]*vue[^"]*\.js/, './vue.js')
      .replace('<!doctype html>', head)
    write(name, moved)
  }
  cpSync(vuePath, join(root, './vue.js'))

  const server = await serveStatic({
    root,
    headersOf: (path) => {
      const name = decodeURIComponent(path).replace(/\.html$/, '')
      return name in importers ? importers[name as Importer](site.origin) : isolationHeaders
    },
  })
  return { ...server, url: server.url.replace('localhost', '127.0.0.1') }
}

declare global {
  /** On the pages of `serveImporters`. */
  var vitrine: typeof Vitrine
}
