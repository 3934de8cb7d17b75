/** Which of a built site's files the service worker keeps, and when. The build decides by it, and the worker itself. */
import type { RuntimeReport } from '../protocol/runtime.ts'
import type { AddedHeaders } from './isolation.ts'

/** A file of the site, by its path relative to it. */
export interface SiteFile {
  readonly path: string
  /** As in `integrity`: `sha256-…`. */
  readonly hash: string
}

/** What the build tells the service worker of the site. */
export interface SiteFiles {
  /**
   * Stands for the headers that the site is to be sent with. An answer is kept with its headers, and a worker that
   * was kept without isolation does not start in an isolated page: other headers make it another version.
   */
  readonly headers: string
  readonly shell: readonly SiteFile[]
  readonly runtime: readonly SiteFile[]
  /** Paths only: a picture is shown as it comes. */
  readonly pictures: readonly string[]
  /** Added to every document and script whose host does not send them; absent where the host is to. */
  readonly isolation?: AddedHeaders
}

export type Keeping =
  /** With the first visit, all of it or nothing: without these the page does not start. */
  | 'shell'
  /** When first used: of the runtime's three builds, 14 to 27 MB each, a device needs one. */
  | 'runtime'
  /** When first seen. */
  | 'picture'
  /** Weights, which have a store of their own, and what only hosts read. */
  | 'never'

const atRoot = /^[^/]+\.(?:html|js|svg|png|webmanifest)$/
const bundled = /^(?:assets|link-worker)\/[^/]+\.(?:js|css|woff2|svg|png)$/
const ofRuntime = /^(?:assets|link-worker)\/ort-[^/]+\.(?:js|mjs|wasm)$/
const pictureOfDemo = /^models\/.+\.(?:jpe?g|png|webp|gif|avif|bmp)$/i
const notOfThePage = new Set(['404.html', 'preview.png', 'sw.js', 'sw-off.js', 'vitrine.js'])

/** The page itself and the list of its demos: the one pair that the network may know better. */
export const documentPath = 'index.html'
export const demosPath = 'models/index.json'

/** @param path relative to the site, without a leading slash */
export function keepingOf(path: string): Keeping {
  if (ofRuntime.test(path)) return 'runtime'
  if (pictureOfDemo.test(path)) return 'picture'
  if (notOfThePage.has(path)) return 'never'
  return path === demosPath || atRoot.test(path) || bundled.test(path) ? 'shell' : 'never'
}

/** Whether the name changes with the content, so that what was downloaded under it stays right for ever. */
export function isHashed(path: string): boolean {
  return /^(?:assets|link-worker)\/.+-[\w-]{8}\.\w+$/.test(path)
}

/** The build of the runtime that a file belongs to, told by its name: the binaries' names are the package's. */
export function buildOf(path: string): RuntimeReport['build'] | undefined {
  const name = /\/ort-(?:wasm-simd-threaded)?([^/]*)$/.exec(path)?.[1]
  if (name === undefined) return undefined
  if (/^\.?jspi\b/.test(name)) return 'jspi'
  if (/^\.?asyncify\b/.test(name)) return 'asyncify'
  return 'cpu'
}
