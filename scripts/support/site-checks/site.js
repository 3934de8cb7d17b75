// @ts-check
/**
 * What the checks know of a site once its page has been found.
 *
 * @typedef {import('./visitor.js').Ask} Ask
 * @typedef {import('./visitor.js').Answer} Answer
 * @typedef {import('./visitor.js').Came} Came
 *
 * @typedef {object} SiteFile
 * @property {string} path Relative to the site.
 * @property {string} [integrity] As the service worker's list has it: `sha256-…`, base64.
 *
 * @typedef {object} Site
 * @property {URL} base Ends in "/".
 * @property {Ask} ask
 * @property {Came} page
 * @property {readonly SiteFile[]} files Scripts, styles, runtime: what the page is made of.
 * @property {import('../demo-lines.js').DemoIndex | undefined} index `models/index.json`, where it can be read.
 */

/**
 * @param {Pick<Site, 'base'>} site
 * @param {string} path
 */
export function at({ base }, path) {
  return new URL(path, base)
}

/**
 * @param {Answer} answer
 * @returns {string} Lower case, without parameters.
 */
export function typeOf(answer) {
  const header = answer.came ? answer.headers.get('content-type') : null
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/**
 * @param {Answer} answer
 * @returns {boolean}
 */
export function isHtml(answer) {
  if (!answer.came) return false
  return typeOf(answer) === 'text/html' || /^\s*<(!doctype|html)/i.test(textOf(answer))
}

/** @param {Came} answer */
export function textOf({ body }) {
  return new TextDecoder().decode(body)
}

/** @param {URL} url */
export function isLoopback({ hostname }) {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$|\.localhost$/.test(hostname)
}

/** @param {URL} url */
export function isNgrok({ hostname }) {
  return /\.ngrok(-free)?\.(app|dev|io|pizza)$/.test(hostname)
}

/**
 * The files that a page, its service worker and the module for other pages name.
 * @param {string} html
 * @param {string} serviceWorker Its script, or nothing.
 * @param {string} module `vitrine.js`, or nothing.
 * @returns {SiteFile[]} Each once.
 */
export function filesNamed(html, serviceWorker, module) {
  const named = [
    ...html.matchAll(/(?:src|href)="\.\/([\w./-]+\.(?:m?js|css))"/g),
    ...module.matchAll(/["'`]\.\/([\w./-]+\.m?js)["'`]/g),
  ]
  const kept = /path:\s*[`"']([\w./-]+)[`"'],\s*hash:\s*[`"'](sha256-[\w+/=]+)[`"']/g
  /** @type {Map<string, SiteFile>} */
  const files = new Map(named.map(([, path = '']) => [path, { path }]))
  for (const [, path = '', integrity = ''] of serviceWorker.matchAll(kept))
    files.set(path, { path, integrity })
  return [...files.values()]
}
