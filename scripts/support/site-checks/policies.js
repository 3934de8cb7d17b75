// @ts-check
import { ok, warning, wrong } from './finding.js'
import { allowedBeyond, parsePolicies, refusedBy } from './policy.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./headers.js').Sample} Sample
 * @typedef {import('./policy.js').Difference} Difference
 */

const header = 'Content-Security-Policy'
const ours = 'Send the policies of dist/_headers, each on its paths.'

/** What stops working, by what is refused. @type {Readonly<Record<string, string>>} */
const needs = {
  "script-src 'wasm-unsafe-eval'": 'WebAssembly is refused: no model opens.',
  "script-src 'self'": 'The page’s own scripts are refused: it stays empty.',
  "worker-src 'self'": 'The worker is refused: no model opens.',
  "connect-src 'self'": 'The page may not fetch its own models.',
  "style-src 'self'": 'The page has no styles.',
  "img-src 'self'": 'The examples’ pictures are not shown.',
  'img-src blob:': 'Pictures that a visitor gives are not shown.',
  'img-src data:': 'Pictures that a visitor gives are not shown.',
  'connect-src https:': 'Links to models on other sites do not open; right only if that is meant.',
  'trusted-types default': 'The page may not make its own policy, so its workers are refused.',
}

/**
 * Whether each policy lets the site work, and is at least as strict as ours.
 * @param {readonly Sample[]} samples
 * @param {string} origin
 * @returns {Finding[]}
 */
export function checkPolicies(samples, origin) {
  /** @type {Map<string, Finding>} By what is said, so that ten files with one fault are one line. */
  const findings = new Map()
  const without = []
  for (const { path, answer, expected, most } of samples) {
    const name = path === '' ? 'the page' : path
    const sent = parsePolicies(answer.headers.get(header) ?? '')
    const [wanted] = parsePolicies(expected[header] ?? '')
    const [widest] = parsePolicies(most[header] ?? '')
    if (wanted === undefined || widest === undefined || !obeysPolicy(path)) continue
    if (sent.length === 0) without.push(name)
    // Of several policies each is held: one that refuses is enough, and one that is strict too.
    const refused = sent.flatMap((one) => refusedBy(one, wanted, origin))
    const beyond =
      sent.length === 0 ? [] : common(sent.map((one) => allowedBeyond(one, widest, origin)))
    for (const difference of refused) add(findings, refusal(difference, name))
    if (beyond.length > 0) add(findings, weaker(beyond, name))
  }
  if (without.length > 0)
    add(
      findings,
      warning(
        `There is no Content-Security-Policy on ${without.slice(0, 3).join(', ')}.`,
        'Nothing holds the page to its own origin, should a script ever get into it; other sites may frame it.',
        ours,
      ),
    )
  if (findings.size > 0) return [...findings.values()]
  return [
    ok('The Content-Security-Policies let the site work and are as strict as they should be.'),
  ]
}

/**
 * A policy counts where it comes with a page or a worker.
 * @param {string} path
 */
function obeysPolicy(path) {
  return (
    path === '' ||
    path.endsWith('/') ||
    path === 'sw.js' ||
    /^(assets\/main-|link-worker\/)/.test(path)
  )
}

/**
 * @param {Difference} difference
 * @param {string} name
 * @returns {Finding}
 */
function refusal({ directive, source }, name) {
  const what = `The policy of ${name} refuses ${directive} ${source}.`
  const why = needs[`${directive} ${source}`]
  if (directive === 'connect-src' && source !== "'self'")
    return warning(what, why ?? 'Links to models there do not open.', ours)
  return wrong(what, why ?? 'What the page needs it for does not work.', ours)
}

/**
 * @param {readonly Difference[]} beyond
 * @param {string} name
 */
function weaker(beyond, name) {
  const allowed = beyond
    .slice(0, 4)
    .map(({ directive, source }) =>
      source === '*' ? `any ${directive}` : `${directive} ${source}`,
    )
  const more = beyond.length > 4 ? ` and ${beyond.length - 4} more` : ''
  return warning(
    `The policy of ${name} allows more than the site needs: ${allowed.join(', ')}${more}.`,
    'It protects less than it could.',
    ours,
  )
}

/**
 * @param {Difference[][]} lists
 * @returns {Difference[]} What all of them have.
 */
function common([first = [], ...others]) {
  return first.filter(({ directive, source }) =>
    others.every((list) =>
      list.some(
        (one) => one.directive === directive && (one.source === source || one.source === '*'),
      ),
    ),
  )
}

/**
 * @param {Map<string, Finding>} findings
 * @param {Finding} finding
 */
function add(findings, finding) {
  findings.set(finding.what, finding)
}
