// @ts-check
import { headersOf } from '../../../hosting/headers.js'
import { listed, ok, warning, wrong } from './finding.js'
import { checkPolicies } from './policies.js'
import { at, isLoopback, textOf } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 * @typedef {import('./visitor.js').Came} Came
 * @typedef {Readonly<Record<string, string>>} HeaderMap
 *
 * @typedef {object} Sample
 * @property {string} path
 * @property {Came} answer
 * @property {HeaderMap} expected
 * @property {HeaderMap} most What it may allow at the most: on a site of this device links may lead to others on it.
 */

/** What it costs when a header is missing or says something else. @type {Readonly<Record<string, string>>} */
const costs = {
  'Cross-Origin-Resource-Policy':
    'Where it should be cross-origin, isolated pages cannot use these files; where same-origin, other sites can embed them.',
  'Access-Control-Allow-Origin':
    'Pages of other sites cannot import the module or fetch the models.',
  'X-Content-Type-Options': 'Browsers may take a file for something that its type does not say.',
  'Referrer-Policy': 'Links tell other sites the page’s address, which may name a model.',
  'Strict-Transport-Security':
    'A visitor’s first request may go over plain http, which others can answer.',
  'Permissions-Policy': 'Frames may ask for the camera and what else the page never needs.',
}

const todo = 'Send the headers of dist/_headers; docs/hosting.md has the ways of each host.'

/**
 * The headers of the page and of one file of each kind, against those that hosting/headers.js has for their paths.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkHeaders(site) {
  const samples = await collect(site)
  const findings = [...isolation(samples), ...checkPolicies(samples, site.base.origin)]
  /** @type {string[]} */
  const kept = []
  for (const [name, why] of Object.entries(costs)) {
    if (name === 'Strict-Transport-Security' && site.base.protocol !== 'https:') continue
    // `npm start` keeps what an author serves on their own device to that device.
    if (name === 'Access-Control-Allow-Origin' && isLoopback(site.base)) continue
    const concerned = samples.filter(({ expected }) => name in expected)
    const others = concerned.filter(({ answer, expected }) => !isAsGood(name, answer, expected))
    if (others.length > 0) findings.push(warning(differs(name, others), why, todo))
    else if (concerned.length > 0) kept.push(name)
  }
  return kept.length === 0 ? findings : [...findings, ok(`As they should be: ${kept.join(', ')}.`)]
}

/**
 * @param {Site} site
 * @returns {Promise<Sample[]>}
 */
async function collect(site) {
  const paths = site.files.map(({ path }) => path)
  const first = (/** @type {RegExp} */ pattern) => paths.find((path) => pattern.test(path))
  const model = site.index?.demos[0]
  const file = model?.files[0]
  const wanted = [
    '',
    first(/^assets\/index-.*\.js$/),
    first(/^assets\/main-.*\.js$/),
    first(/simd-threaded-.*\.mjs$/),
    first(/^link-worker\//),
    'sw.js',
    'vitrine.js',
    'embed/',
    model === undefined || file === undefined ? undefined : model.base + file.path,
  ].filter((path) => path !== undefined)
  const expectedOf = headersOf()
  const mostOf = isLoopback(site.base) ? headersOf({ isPublic: false }) : expectedOf
  const samples = await Promise.all(
    wanted.map(async (path) => {
      // Models are large; the page and its scripts have been asked for anyway.
      const method = path.startsWith('models/') ? 'HEAD' : 'GET'
      const answer = await site.ask(at(site, path), { method })
      // What a site does not have, an older build perhaps, needs no headers.
      if (!answer.came || answer.status !== 200) return []
      return [{ path, answer, expected: expectedOf(path), most: mostOf(path) }]
    }),
  )
  return samples.flat()
}

/**
 * @param {readonly Sample[]} samples
 * @returns {Finding[]}
 */
function isolation(samples) {
  const page = samples.find(({ path }) => path === '')
  if (page === undefined) return []
  const opener = page.answer.headers.get('cross-origin-opener-policy')
  const embedder = page.answer.headers.get('cross-origin-embedder-policy')
  const isEmbedder = isIsolating(embedder)
  const slow = 'WebAssembly runs on one thread, which is slower; results are the same.'
  const how = `${todo} On a host that sets none: npm run build -- --isolate.`
  if (opener === null && embedder === null && textOf(page.answer).includes('src="./isolate.js"'))
    return [
      ok(
        'The service worker isolates the page, from its second loading on: WebAssembly has threads.',
      ),
    ]
  if (opener !== 'same-origin' || !isEmbedder) {
    const lacks = [
      ...(opener === 'same-origin' ? [] : ['Cross-Origin-Opener-Policy: same-origin']),
      ...(isEmbedder ? [] : ['Cross-Origin-Embedder-Policy: require-corp']),
    ]
    return [warning(`The page is not isolated: without ${lacks.join(' and ')}.`, slow, how)]
  }
  const workers = samples.filter(({ path }) => /^(assets\/main-|link-worker\/|.*\.mjs$)/.test(path))
  const refused = workers.filter(
    ({ answer }) => !isIsolating(answer.headers.get('cross-origin-embedder-policy')),
  )
  if (refused.length > 0)
    return [
      wrong(
        `The page is isolated, and these come without Cross-Origin-Embedder-Policy: ${listed(refused.map(({ path }) => path))}.`,
        'An isolated page is refused its workers: no model opens.',
        'Send both isolation headers on every path, not on the page alone.',
      ),
    ]
  return [ok('The page and its workers are isolated: WebAssembly has threads.')]
}

/** @param {string | null} embedder */
function isIsolating(embedder) {
  return /^(require-corp|credentialless)\b/.test(embedder ?? '')
}

/**
 * @param {string} name
 * @param {Came} answer
 * @param {Readonly<Record<string, string>>} expected
 */
function isAsGood(name, answer, expected) {
  const actual = answer.headers.get(name)?.trim().toLowerCase()
  if (actual === undefined) return false
  // Half a year is what the usual judges ask for.
  if (name === 'Strict-Transport-Security')
    return Number(/max-age="?(\d+)/.exec(actual)?.[1] ?? 0) >= 15_768_000
  if (name === 'Referrer-Policy') return /no-referrer$|same-origin$|strict-origin/.test(actual)
  if (name === 'Permissions-Policy') return true
  return actual === expected[name]?.toLowerCase()
}

/**
 * @param {string} name
 * @param {readonly Sample[]} samples
 */
function differs(name, samples) {
  const paths = samples.map(({ path }) => (path === '' ? 'the page' : path))
  const says = samples[0]?.answer.headers.get(name)
  const is = says === null || says === undefined ? 'is missing' : `says “${says}”`
  return `${name} ${is} on ${listed(paths)}.`
}
