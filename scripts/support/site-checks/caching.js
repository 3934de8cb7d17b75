// @ts-check
import { listed, ok, warning, wrong } from './finding.js'
import { at } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 */

const hourSeconds = 3600
const daySeconds = 24 * hourSeconds

/**
 * Files with a hash in their names are to be kept for ever, everything else to be asked for again.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkCaching(site) {
  const hashed = site.files
    .map(({ path }) => path)
    .filter((path) => /^(assets|link-worker)\//.test(path))
  const model = site.index?.demos[0]
  const file = model?.files[0]
  const fresh = [
    '',
    'models/index.json',
    'sw.js',
    ...(model && file ? [model.base + file.path] : []),
  ]
  const kept = await ages(site, hashed.slice(0, 3))
  const asked = await ages(site, fresh)
  const short = kept.filter(({ seconds }) => seconds < daySeconds).map(({ path }) => path)
  const long = asked.filter(({ seconds }) => seconds >= daySeconds).map(nameOf)
  const lengthy = asked
    .filter(({ seconds }) => seconds > hourSeconds && seconds < daySeconds)
    .map(nameOf)
  return [
    ...(long.length === 0
      ? []
      : [
          wrong(
            `Kept for a day or longer without being asked for again: ${listed(long)}.`,
            'Visitors stay with the old version after you publish a new one.',
            'Send Cache-Control: public, max-age=0, must-revalidate for everything outside assets/ and link-worker/.',
          ),
        ]),
    ...(lengthy.length === 0
      ? []
      : [
          warning(
            `Kept for more than an hour: ${listed(lengthy)}.`,
            'A new version reaches visitors late.',
            'Send Cache-Control: public, max-age=0, must-revalidate.',
          ),
        ]),
    ...(short.length === 0
      ? []
      : [
          warning(
            `Not kept for long, though their names change with their content: ${listed(short)}.`,
            'A browser without the service worker asks for each script again.',
            'Send Cache-Control: public, max-age=31536000, immutable for assets/ and link-worker/.',
          ),
        ]),
    ...(long.length + lengthy.length + short.length === 0 && kept.length > 0
      ? [ok('Hashed files are kept, everything else is asked for again.')]
      : []),
  ]
}

/** @param {{ path: string }} entry */
function nameOf({ path }) {
  return path === '' ? 'the page' : path
}

/**
 * @param {Site} site
 * @param {readonly string[]} paths
 * @returns {Promise<{ path: string, seconds: number }[]>} Those that are there.
 */
async function ages(site, paths) {
  const found = await Promise.all(
    paths.map(async (path) => {
      const answer = await site.ask(at(site, path), { method: 'HEAD' })
      if (!answer.came || answer.status !== 200) return []
      return [{ path, seconds: lifetimeSeconds(answer.headers.get('cache-control') ?? '') }]
    }),
  )
  return found.flat()
}

/**
 * How long an answer may be used without asking, by its Cache-Control.
 * @param {string} header
 * @returns {number} 0 where it does not say: browsers then guess, mostly a little.
 */
function lifetimeSeconds(header) {
  if (/\bno-(store|cache)\b/i.test(header)) return 0
  return Number(/\bmax-age\s*=\s*"?(\d+)/i.exec(header)?.[1] ?? 0)
}
