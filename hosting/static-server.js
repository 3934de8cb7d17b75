// @ts-check
/**
 * Serves a built site the way a plain static host does, with nothing of Vite in it: the end-to-end
 * tests and the benchmarks run against this. Exact, so that a test can rely on it: 404 for what is
 * missing, ranges, entity tags, and a log of what went over the wire.
 */
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { answer } from './answer.js'
import { createCompressor } from './compress.js'
import { headersOf as hostHeadersOf } from './headers.js'

/**
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path As requested, query included.
 * @property {number} status 0 until it is answered.
 * @property {number} bodyBytes What has been handed to the connection so far, after compression.
 * @property {string | undefined} range The request's `Range` header.
 * @property {string} sent What the client sent along, the first 64 kB of it; the site itself sends nothing.
 * @property {string | undefined} encoding `br` or `gzip` when the body was compressed.
 *
 * @typedef {object} StaticServer
 * @property {string} url Of the site; ends in "/".
 * @property {string} origin
 * @property {LoggedRequest[]} requests In order of arrival. Empty it to start counting anew.
 * @property {() => Promise<void>} close Cuts open connections.
 */

/**
 * @param {object} options
 * @param {string} options.root The folder to serve.
 * @param {string} [options.prefix] The path of the site on the server, such as `/demo/site/`.
 * @param {boolean} [options.isolated] `false` leaves COOP and COEP out: a host that sets no headers.
 * @param {boolean} [options.compress] Brotli or gzip for the types that hosts compress.
 * @param {number} [options.port] 0 takes a free one.
 * @param {Readonly<Record<string, string>>} [options.headers] For all paths, instead of those of headers.js.
 * @param {import('./headers.js').HeadersOf} [options.headersOf] The same, path by path.
 * @returns {Promise<StaticServer>}
 */
export async function serveStatic({
  root,
  prefix = '/',
  isolated = true,
  compress = false,
  port = 0,
  headers,
  headersOf = headers === undefined ? hostHeadersOf({ isolated }) : () => headers,
}) {
  if (!/^\/(.+\/)?$/.test(prefix)) throw new TypeError(`Must start and end with "/": ${prefix}`)
  const site = { root: resolve(root), prefix, headersOf, compressor: createCompressor(compress) }
  /** @type {LoggedRequest[]} */
  const requests = []
  const server = createServer((request, response) => {
    const entry = logEntry(request)
    requests.push(entry)
    request.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      entry.sent = (entry.sent + text).slice(0, 65_536)
    })
    answer(site, request, response, entry).catch((error) => {
      // The visitor went away in the middle of a file, or the file did.
      response.destroy(error)
    })
  })
  // Browsers resolve localhost to IPv4 as well, and IPv6 is absent in many containers.
  await new Promise((done, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', () => done(undefined))
  })
  const address = server.address()
  const actualPort = typeof address === 'object' && address !== null ? address.port : port
  const origin = `http://localhost:${actualPort}`
  return {
    url: origin + prefix,
    origin,
    requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/**
 * A request as it comes in, before anything was answered.
 * @param {import('node:http').IncomingMessage} request
 * @returns {LoggedRequest}
 */
export function logEntry({ method = '', url: path = '', headers: { range } }) {
  return { method, path, status: 0, bodyBytes: 0, range, sent: '', encoding: undefined }
}
