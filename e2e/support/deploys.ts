import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { headersOf } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import { sitePrefix } from './site.ts'

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
/** Other devices' builds of the runtime: 44 MB that no test here asks for. */
const notNeeded = /\.(asyncify|jspi)-[^/]*\.wasm$/

export type Version = 'first' | 'second'

/** A host on which one version of the site is published after the other, each in place of the one before. */
export interface Deploys {
  readonly site: StaticServer
  /** @param change what goes wrong with it: gets the folder that is about to be published */
  publish(version: Version, change?: (folder: string) => void): void
  close(): Promise<void>
}

/** Both versions are the built site; the second is as a build of changed sources would be, names and hashes included. */
export async function serveDeploys(options: { isolated: boolean }): Promise<Deploys> {
  const home = mkdtempSync(join(tmpdir(), 'vitrine-deploys-'))
  const published = join(home, 'published')
  let count = 0
  const publish: Deploys['publish'] = (version, change) => {
    const folder = join(home, `deploy-${++count}`)
    cpSync(dist, folder, { recursive: true, filter: (path) => !notNeeded.test(path) })
    if (version === 'second') makeSecond(folder)
    change?.(folder)
    // The link changes at once, as on hosts that swap a whole deploy.
    const link = join(home, `link-${count}`)
    symlinkSync(folder, link)
    renameSync(link, published)
  }
  publish('first')
  const site = await serveStatic({
    root: published,
    prefix: sitePrefix,
    headersOf: headersOf(options),
  })
  return {
    site,
    publish,
    async close() {
      await site.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The one file of a site whose name starts like this, relative to the site: `assets/index-` is the page's script. */
export function fileOf(folder: string, start: string, ending = '.js'): string {
  const dir = start.slice(0, start.lastIndexOf('/'))
  const found = readdirSync(join(folder, dir))
    .map((name) => `${dir}/${name}`)
    .filter((path) => path.startsWith(start) && path.endsWith(ending))
  if (found.length !== 1) throw new Error(`${start}…${ending} is ${found.join(', ') || 'nothing'}`)
  return found[0] ?? ''
}

function makeSecond(folder: string): void {
  const script = fileOf(folder, 'assets/index-')
  edit(folder, script, (text) => `${text}\ndocument.documentElement.dataset.script = "second"`)
  edit(folder, 'index.html', (html) => html.replace('<html', '<html data-document="second"'))
  renameAll(folder, [
    script,
    fileOf(folder, 'assets/main-'),
    fileOf(folder, 'assets/index-', '.css'),
  ])
}

/** Files get other names, and so does every script that names one of them: its content is another then. */
function renameAll(folder: string, changed: readonly string[]): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const texts = files.filter((name) => /\.(js|html)$/.test(name))
  const scripts = texts.filter((name) => /^assets\/.*\.js$/.test(name))
  const old = new Set(changed)
  // What is added on the way is looked for as well.
  for (const path of old) {
    for (const other of scripts)
      if (readFileSync(join(folder, other), 'utf8').includes(basename(path))) old.add(other)
  }
  const renamed = (name: string) => name.replace(/-[\w-]{3}([\w-]{5}\.\w+)$/, '-2ND$1')
  const names = new Set([...old].map((path) => basename(path)))
  for (const other of texts)
    edit(folder, other, (text) =>
      text.replace(/[\w.-]+\.(js|css)/g, (name) => (names.has(name) ? renamed(name) : name)),
    )
  for (const path of old) renameSync(join(folder, path), join(folder, renamed(path)))
}

/** Changes a file, and in the service worker its hash. */
function edit(folder: string, path: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, path), 'utf8')
  const after = change(before)
  if (after === before) return
  writeFileSync(join(folder, path), after)
  if (path !== 'sw.js')
    edit(folder, 'sw.js', (text) => text.replaceAll(integrityOf(before), integrityOf(after)))
}

function integrityOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
