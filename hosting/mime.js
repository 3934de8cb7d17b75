// @ts-check
/**
 * The types of the files a Vitrine site holds. A wrong one is not cosmetic under `nosniff`: a module
 * that is not `text/javascript` does not run, and WebAssembly that is not `application/wasm` is not
 * compiled while it downloads.
 * @type {Readonly<Record<string, string>>}
 */
export const types = {
  avif: 'image/avif',
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  gif: 'image/gif',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  onnx: 'application/octet-stream',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json; charset=utf-8',
  webp: 'image/webp',
  woff2: 'font/woff2',
}

/**
 * @param {string} path
 * @returns {string} The value of `Content-Type`; `application/octet-stream` for an unknown ending.
 */
export function contentType(path) {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
  return types[ending] ?? 'application/octet-stream'
}

/**
 * Whether hosts compress this type. Model weights are `application/octet-stream`, which they do not.
 * @param {string} type
 * @returns {boolean}
 */
export function isCompressible(type) {
  return /^text\/|^application\/(json|wasm|manifest\+json)|^image\/svg/.test(type)
}
