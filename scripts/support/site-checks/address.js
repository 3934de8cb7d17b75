// @ts-check
import { ok, warning, wrong } from './finding.js'
import { isLoopback } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./visitor.js').Ask} Ask
 */

/**
 * The folder that a page's relative addresses start from, where it is the page's own. Without the slash at the end
 * a browser takes the folder above, and finds none of the page's files.
 * @param {URL} url Of the page.
 * @returns {{ base: URL, findings: Finding[] }}
 */
export function baseOf(url) {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  if (name === '' || /\.html?$/.test(name)) return { base: new URL('.', url), findings: [] }
  const base = new URL(`${url.pathname}/`, url)
  const what = `${url.href} shows the page without leading to the slash at its end.`
  const why = `Its addresses are relative: the browser looks for its scripts beside /${name}, not below it.`
  return {
    base,
    findings: [wrong(what, why, `Redirect it to ${base.href}, and share that address.`)],
  }
}

/**
 * Whether who types the address without https gets there too. Asked where both are on their usual ports.
 * @param {Ask} ask
 * @param {URL} base
 * @returns {Promise<Finding[]>}
 */
export async function checkPlainHttp(ask, base) {
  if (base.protocol !== 'https:' || base.port !== '' || isLoopback(base)) return []
  const answer = await ask(new URL(base.href.replace(/^https:/, 'http:')), { method: 'HEAD' })
  if (!answer.came) return []
  const location = answer.headers.get('location') ?? ''
  if (answer.status >= 300 && answer.status < 400 && location.startsWith('https://'))
    return [ok('Plain http leads to https.')]
  if (answer.status !== 200) return []
  return [
    warning(
      'The page is answered over plain http too.',
      'Who types the address without https gets it without threads, WebGPU and camera.',
      'Let the host redirect http to https.',
    ),
  ]
}
