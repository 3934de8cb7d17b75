// @ts-check
import { listed, ok, warning } from './finding.js'
import { at } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 */

/**
 * Whether scripts and WebAssembly come compressed: most of what a first visit fetches.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkCompression(site) {
  const paths = site.files.map(({ path }) => path)
  const samples = [
    paths.find((path) => /^assets\/index-.*\.js$/.test(path)) ??
      paths.find((path) => path.endsWith('.js')),
    // The first is the one that every browser can run.
    paths.find((path) => /simd-threaded-[\w-]+\.wasm$/.test(path)),
  ].filter((path) => path !== undefined)
  const plain = []
  const encodings = new Set()
  for (const path of samples) {
    const headers = { 'accept-encoding': 'br, gzip' }
    // A few bytes are enough: the header says it. Some hosts say it for GET only.
    const answer = await site.ask(at(site, path), { headers, maxBytes: 1024 })
    if (!answer.came || answer.status !== 200) continue
    const encoding = answer.headers.get('content-encoding')
    if (encoding === null || encoding === 'identity') plain.push(path)
    else encodings.add(encoding)
  }
  if (plain.length > 0)
    return [
      warning(
        `Not compressed: ${listed(plain)}.`,
        'A first visit downloads about four times as much.',
        'Switch gzip or Brotli on for text/javascript and application/wasm.',
      ),
    ]
  if (encodings.size === 0) return []
  return [ok(`Scripts and WebAssembly are compressed (${[...encodings].join(', ')}).`)]
}
