// @ts-check
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRange } from './byte-range.js'
import { cacheControl } from './headers.js'
import { contentType } from './mime.js'
import { findFile } from './site-path.js'

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('./static-server.js').LoggedRequest} LoggedRequest
 * @typedef {Extract<import('./site-path.js').Found, { status: 'file' }>} FoundFile
 *
 * @typedef {object} Site
 * @property {string} root
 * @property {string} prefix
 * @property {import('./headers.js').HeadersOf} headersOf
 * @property {import('./compress.js').Compressor} compressor
 */

/**
 * Answers one request as a static host does, and writes into `entry` what was sent.
 * @param {Site} site
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {LoggedRequest} entry
 * @returns {Promise<void>} Rejects when the file or the connection breaks half-way.
 */
export async function answer(site, request, response, entry) {
  // What is asked for decides, not what is found: a 404 has the headers of its path too.
  const asked = entry.path.startsWith(site.prefix) ? entry.path.slice(site.prefix.length) : ''
  for (const [name, value] of Object.entries(site.headersOf(asked))) response.setHeader(name, value)
  if (entry.method !== 'GET' && entry.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return sendText(response, entry, 405, 'Only GET and HEAD are answered here.\n')
  }
  const found = findFile({ ...site, requestTarget: entry.path })
  switch (found.status) {
    case 'malformed':
      return sendText(response, entry, 400, 'This address cannot be read.\n')
    case 'not-found':
      return sendNotFound(site, response, entry)
    case 'moved':
      response.setHeader('Location', found.location)
      return sendText(response, entry, 301, '')
    case 'file':
      return sendFile(site.compressor, request, response, entry, found)
    default:
      return /** @satisfies {never} */ (found)
  }
}

/**
 * @param {Site['compressor']} compressor
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {LoggedRequest} entry
 * @param {FoundFile} found
 */
async function sendFile(compressor, request, response, entry, found) {
  const { file, path, sizeBytes, modifiedMs } = found
  const type = contentType(path)
  const tag = `${sizeBytes.toString(16)}-${Math.trunc(modifiedMs).toString(16)}`
  // A range counts bytes of the file itself, so a ranged answer is never compressed.
  const encoding =
    request.headers.range === undefined
      ? compressor.encodingFor(type, request.headers['accept-encoding'])
      : undefined
  const etag = encoding === undefined ? `"${tag}"` : `"${tag}-${encoding}"`
  response.setHeader('Content-Type', type)
  response.setHeader('Cache-Control', cacheControl(path))
  response.setHeader('ETag', etag)
  response.setHeader('Accept-Ranges', 'bytes')
  if (compressor.varies(type)) response.setHeader('Vary', 'Accept-Encoding')
  if (matches(request.headers['if-none-match'], etag)) return end(response, entry, 304)

  if (encoding !== undefined) {
    const body = await compressor.compressed(file, etag, encoding)
    entry.encoding = encoding
    response.setHeader('Content-Encoding', encoding)
    response.setHeader('Content-Length', body.length)
    return end(response, entry, 200, body)
  }
  const ifRange = request.headers['if-range']
  const range =
    ifRange === undefined || ifRange === etag
      ? parseRange(request.headers.range, sizeBytes)
      : 'whole'
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${sizeBytes}`)
    return sendText(response, entry, 416, '')
  }
  const { start, end: last } = range === 'whole' ? { start: 0, end: sizeBytes - 1 } : range
  if (range !== 'whole') response.setHeader('Content-Range', `bytes ${start}-${last}/${sizeBytes}`)
  response.setHeader('Content-Length', last - start + 1)
  entry.status = response.statusCode = range === 'whole' ? 200 : 206
  if (entry.method === 'HEAD' || sizeBytes === 0) return void response.end()
  await stream(createReadStream(file, { start, end: last }), response, entry)
}

/**
 * `pipeline` would do, but for the count, which has to be right for a connection cut half-way too.
 * @param {import('node:fs').ReadStream} source
 * @param {ServerResponse} response
 * @param {LoggedRequest} entry
 */
async function stream(source, response, entry) {
  for await (const chunk of source) {
    if (response.destroyed) return
    entry.bodyBytes += chunk.length
    if (!response.write(chunk)) await drained(response)
  }
  response.end()
}

/** @param {ServerResponse} response */
function drained(response) {
  return new Promise((done) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle)
      done(undefined)
    }
    response.once('drain', settle).once('close', settle)
  })
}

/**
 * Hosts answer with the site's own 404.html where it has one.
 * @param {Site} site
 * @param {ServerResponse} response
 * @param {LoggedRequest} entry
 */
function sendNotFound(site, response, entry) {
  const page = join(site.root, '404.html')
  if (!existsSync(page)) return sendText(response, entry, 404, 'There is no such file.\n')
  response.setHeader('Content-Type', contentType(page))
  end(response, entry, 404, readFileSync(page))
}

/**
 * @param {ServerResponse} response
 * @param {LoggedRequest} entry
 * @param {number} status
 * @param {string} text
 */
function sendText(response, entry, status, text) {
  const body = Buffer.from(text)
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Content-Length', body.length)
  end(response, entry, status, body)
}

/**
 * @param {ServerResponse} response
 * @param {LoggedRequest} entry
 * @param {number} status
 * @param {Buffer} [body]
 */
function end(response, entry, status, body = Buffer.alloc(0)) {
  entry.status = response.statusCode = status
  const sent = entry.method === 'HEAD' ? Buffer.alloc(0) : body
  entry.bodyBytes += sent.length
  response.end(sent)
}

/**
 * @param {string | undefined} header `If-None-Match`.
 * @param {string} etag
 */
function matches(header, etag) {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag) || tags.includes('*')
}
