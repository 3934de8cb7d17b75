/**
 * A look-alike of the hosts from which people open models, over TLS on a port of this machine: the browser is told to
 * find their names there, so the code that loads from them is the real one. What the Hugging Face hub answers was
 * written down from its own answers: a list in pages, small files by way of a redirect within the hub, large ones by
 * way of a redirect to another host, `401` for what is private and for what does not exist.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseRange } from '../../hosting/byte-range.js'

export interface HubRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly range: string | undefined
}

export interface HubServer {
  /** For Chromium: our hosts are on our port, and no others exist. */
  readonly browserArgs: readonly string[]
  readonly requests: HubRequest[]
  close(): Promise<void>
}

export interface HubContent {
  /** Folders on disk by `owner/name`. */
  readonly repositories: Readonly<Record<string, string>>
  /** Folders on disk by host and path, such as `raw.githubusercontent.com/o/r/main/`; served with CORS. */
  readonly sites: Readonly<Record<string, string>>
  /** The same, by hosts that let no other page read what they have. */
  readonly closedSites?: Readonly<Record<string, string>>
}

const hub = 'huggingface.co'
const cdn = 'cdn-lfs.hf.co'
/** The hub lists a thousand entries at a time; with few, small repositories have several pages too. */
const pageSize = 3
/** Larger files are in its large-file storage. */
const largeBytes = 100_000

export async function serveHub(content: HubContent): Promise<HubServer> {
  const requests: HubRequest[] = []
  const read = (name: string) => readFileSync(fileURLToPath(new URL(name, import.meta.url)))
  const tls = { key: read('hub-key.pem'), cert: read('hub-cert.pem') }
  const server = createServer(tls, (request, response) => {
    const { method = '', url: path = '', headers } = request
    requests.push({ method, host: headers.host ?? '', path, range: headers.range })
    answer(content, request, response)
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const sites = [...Object.keys(content.sites), ...Object.keys(content.closedSites ?? {})]
  const hosts = new Set([hub, cdn, ...sites.map((site) => site.replace(/\/.*/, ''))])
  const rules = [...hosts].map((host) => `MAP ${host}:443 127.0.0.1:${port}`)
  return {
    browserArgs: [`--host-resolver-rules=${rules.join(',')}`, '--ignore-certificate-errors'],
    requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function answer(content: HubContent, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', `https://${request.headers.host}`)
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405)
  if (url.hostname === hub) return answerHub(content.repositories, url, request, response)
  if (url.hostname === cdn) {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, ETag')
    const [owner, name, ...path] = parts(url)
    const folder = content.repositories[`${owner}/${name}`]
    return sendFile(folder && join(folder, ...path), request, response)
  }
  const open = fileOf(content.sites, url)
  // A missing file's answer is as closed as most hosts make it.
  if (open !== undefined) response.setHeader('Access-Control-Allow-Origin', '*')
  sendFile(open ?? fileOf(content.closedSites ?? {}, url), request, response)
}

function answerHub(
  repositories: HubContent['repositories'],
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers
  // The hub names the asking page; a star would not do for its cookies.
  response.setHeader('Access-Control-Allow-Origin', origin ?? `https://${hub}`)
  response.setHeader('Vary', 'Origin')
  response.setHeader(
    'Access-Control-Expose-Headers',
    'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash',
  )
  const path = parts(url)
  if (path[0] === 'api' && path[1] === 'models') {
    const [, , owner, name, , , ...inside] = path
    const folder = repositories[`${owner}/${name}`]
    return folder === undefined
      ? sendError(response, 401, 'RepoNotFound', 'Invalid username or password.')
      : sendList(folder, inside.join('/'), url, response)
  }
  if (path[0] === 'api' && path[1] === 'resolve-cache') {
    const [, , , owner, name, , ...inside] = path
    return sendFile(join(repositories[`${owner}/${name}`] ?? '', ...inside), request, response)
  }
  const [owner, name, view, , ...inside] = path
  const folder = repositories[`${owner}/${name}`]
  if (folder === undefined) return sendError(response, 401, 'RepoNotFound', 'Repository not found')
  const file = join(folder, ...inside)
  const size = sizeOf(file)
  if (view !== 'resolve' || size === undefined) {
    return sendError(response, 404, 'EntryNotFound', 'Entry not found')
  }
  response.setHeader('X-Repo-Commit', '0123456789abcdef0123456789abcdef01234567')
  response.setHeader('Accept-Ranges', 'bytes')
  if (size < largeBytes) {
    const cache = `/api/resolve-cache/models/${owner}/${name}/0123456789abcdef/`
    response.setHeader('Location', cache + inside.map(encodeURIComponent).join('/'))
    return end(response, 307)
  }
  response.setHeader('X-Linked-Size', size)
  response.setHeader('X-Linked-ETag', `"${sha256(file)}"`)
  const signed = `?Expires=1&Signature=abc&response-content-disposition=inline`
  response.setHeader('Location', `https://${cdn}/${owner}/${name}/${inside.join('/')}${signed}`)
  end(response, 302)
}

function sendList(folder: string, inside: string, url: URL, response: ServerResponse): void {
  const all = readdirSync(join(folder, inside), { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => (inside === '' ? path : `${inside}/${path}`))
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const entries = all.slice(from, from + pageSize).map((path) => entryOf(folder, path))
  if (from + pageSize < all.length) {
    url.searchParams.set('cursor', String(from + pageSize))
    response.setHeader('Link', `<${url.href}>; rel="next"`)
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  end(response, 200, Buffer.from(JSON.stringify(entries)))
}

function entryOf(folder: string, path: string) {
  const file = join(folder, path)
  const oid = createHash('sha1').update(path).digest('hex')
  const size = sizeOf(file)
  if (size === undefined) return { type: 'directory', oid, size: 0, path }
  if (size < largeBytes) return { type: 'file', oid, size, path }
  const lfs = { oid: sha256(file), size, pointerSize: 132 }
  return { type: 'file', oid, size, path, lfs }
}

function sendFile(
  file: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const size = file === undefined ? undefined : sizeOf(file)
  if (file === undefined || size === undefined) return end(response, 404, Buffer.from('Not Found'))
  const bytes = readFileSync(file)
  response.setHeader('Content-Type', file.endsWith('.html') ? 'text/html' : 'text/plain')
  response.setHeader('ETag', `"${sha256(file)}"`)
  const range = parseRange(request.headers.range, size)
  if (range === 'unsatisfiable') return end(response, 416)
  if (range === 'whole' || request.method === 'HEAD') return end(response, 200, bytes)
  response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  end(response, 206, bytes.subarray(range.start, range.end + 1))
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  response.setHeader('X-Error-Code', code)
  response.setHeader('X-Error-Message', message)
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  end(response, status, Buffer.from(JSON.stringify({ error: message })))
}

function end(response: ServerResponse, status: number, body = Buffer.alloc(0)): void {
  response.statusCode = status
  response.setHeader('Content-Length', body.length)
  // Node leaves the body of an answer to HEAD out by itself.
  response.end(body)
}

/** The file of the site whose host and path the address begins with. */
function fileOf(sites: Readonly<Record<string, string>>, url: URL): string | undefined {
  const address = url.host + decodeURIComponent(url.pathname)
  const site = Object.keys(sites).find((start) => address.startsWith(start))
  if (site === undefined) return undefined
  const path = join(sites[site] ?? '', address.slice(site.length))
  return sizeOf(path) === undefined ? undefined : path
}

function sizeOf(file: string): number | undefined {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats?.isFile() === true ? stats.size : undefined
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function parts(url: URL): string[] {
  return url.pathname.split('/').slice(1).map(decodeURIComponent)
}
