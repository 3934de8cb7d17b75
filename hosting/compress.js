// @ts-check
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { isCompressible } from './mime.js'

/**
 * @typedef {'br' | 'gzip'} Encoding
 *
 * @typedef {object} Compressor
 * @property {(type: string, accepted: string | string[] | undefined) => Encoding | undefined} encodingFor
 * @property {(type: string) => boolean} varies Whether the answer depends on `Accept-Encoding`.
 * @property {(file: string, etag: string, encoding: Encoding) => Promise<Buffer>} compressed
 */

// Hosts compress on the fly at about these levels; the strongest would take minutes for the runtime.
const brotliQuality = 5
const gzipLevel = 6

/**
 * Compresses whole files and keeps the results in memory for as long as the server lives.
 * @param {boolean} enabled
 * @returns {Compressor}
 */
export function createCompressor(enabled) {
  /** @type {Map<string, Promise<Buffer>>} */
  const kept = new Map()
  return {
    varies: (type) => enabled && isCompressible(type),
    encodingFor(type, accepted) {
      if (!enabled || !isCompressible(type)) return undefined
      const names = String(accepted ?? '')
        .split(',')
        .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
        .map((item) => item.split(';')[0]?.trim())
      if (names.includes('br')) return 'br'
      return names.includes('gzip') ? 'gzip' : undefined
    },
    compressed(file, etag, encoding) {
      const key = `${file} ${etag}`
      const known = kept.get(key)
      if (known !== undefined) return known
      const result = readFile(file).then((content) => compress(content, encoding))
      kept.set(key, result)
      // A file that could not be read now may be readable later.
      result.catch(() => kept.delete(key))
      return result
    },
  }
}

/**
 * @param {Buffer} content
 * @param {Encoding} encoding
 * @returns {Promise<Buffer>}
 */
function compress(content, encoding) {
  return encoding === 'br'
    ? promisify(brotliCompress)(content, {
        params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality },
      })
    : promisify(gzip)(content, { level: gzipLevel })
}
