// @ts-check
import { createHash } from 'node:crypto'
import { contentType } from '../../../hosting/mime.js'
import { listed, ok, warning, wrong } from './finding.js'
import { at, isHtml, typeOf } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 * @typedef {import('./site.js').SiteFile} SiteFile
 */

const mebibyte = 1024 ** 2
/** Cloudflare Pages takes no larger file. */
export const cloudflareLimitBytes = 25 * mebibyte

/**
 * Whether each file that the page is made of is there, and is what was built.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkFiles(site) {
  const heads = await Promise.all(
    site.files.map(async ({ path }) => ({
      path,
      answer: await site.ask(at(site, path), { method: 'HEAD' }),
    })),
  )
  const missing = heads
    .filter(({ answer }) => !answer.came || answer.status !== 200 || isHtmlByMistake(answer))
    .map(({ path }) => path)
  const optional = missing.filter((path) => /\.asyncify-[\w-]+\.wasm$/.test(path))
  const needed = missing.filter((path) => !optional.includes(path))
  const changed = await changedFiles(site, missing)
  return [
    ...(needed.length > 0 ? [missingFiles(needed)] : []),
    ...(optional.length > 0 ? [missingRuntime(optional)] : []),
    ...(changed.length > 0 ? [changedFinding(changed)] : []),
    ...(missing.length + changed.length === 0
      ? [ok(`All ${site.files.length} files of the page are there, as they were built.`)]
      : []),
    ...wrongTypes(heads.filter(({ path }) => !missing.includes(path))),
  ]
}

/** @param {import('./visitor.js').Answer} answer */
function isHtmlByMistake(answer) {
  return isHtml(answer) && !answer.url.pathname.endsWith('.html')
}

/** @param {readonly string[]} paths */
function missingFiles(paths) {
  return wrong(
    `Cannot be fetched: ${listed(paths)}.`,
    'The page does not start, or breaks where it needs them.',
    'Publish the whole content of dist/, of one build; if this was just deployed, run the check again in a minute.',
  )
}

/** @param {readonly string[]} paths */
function missingRuntime(paths) {
  return warning(
    `Missing: ${listed(paths)}.`,
    'Browsers with WebGPU but without JSPI (Safari) load it; there models open with “&runtime=wasm” only.',
    'Publish it, unless the host is Cloudflare Pages, which takes no file above 25 MiB.',
  )
}

/** @param {readonly string[]} paths */
function changedFinding(paths) {
  return wrong(
    `Not as built: ${listed(paths)}.`,
    'Browsers refuse to keep a file whose hash is another, and with it the whole site for offline use; two builds may be mixed.',
    'Switch off what rewrites files on the host (minifying, injected scripts), and publish one build whole.',
  )
}

/**
 * @param {Site} site
 * @param {readonly string[]} missing
 */
async function changedFiles(site, missing) {
  const changed = await Promise.all(
    site.files.map(async ({ path, integrity }) => {
      if (integrity === undefined || missing.includes(path)) return []
      if (path.endsWith('.wasm')) return []
      const answer = await site.ask(at(site, path))
      if (!answer.came || !answer.isWhole) return []
      const hash = createHash('sha256').update(answer.body).digest('base64')
      return `sha256-${hash}` === integrity ? [] : [path]
    }),
  )
  return changed.flat()
}

/** What needs its type, and what it costs without. */
const kinds = [
  {
    pattern: /\.wasm$/,
    type: 'application/wasm',
    say: warning,
    why: 'Browsers then compile it only after the whole download, not during it.',
    todo: 'Give the host the type application/wasm for .wasm.',
  },
  {
    pattern: /\.m?js$/,
    type: 'text/javascript',
    say: wrong,
    why: 'Browsers run no module of another type.',
    todo: 'Give the host the type text/javascript for .js and .mjs; nginx has no entry for mjs.',
  },
  {
    pattern: /\.css$/,
    type: 'text/css',
    say: wrong,
    why: 'With nosniff browsers refuse it, and the page has no styles.',
    todo: 'Give the host the type text/css for .css.',
  },
]

/**
 * @param {readonly { path: string, answer: import('./visitor.js').Answer }[]} heads
 * @returns {Finding[]}
 */
function wrongTypes(heads) {
  const bare = (/** @type {string} */ type) => type.split(';')[0] ?? ''
  const mistyped = heads.filter(
    ({ path, answer }) => !isOfType(typeOf(answer), bare(contentType(path))),
  )
  const findings = kinds.flatMap(({ pattern, type, say, why, todo }) => {
    const paths = mistyped.filter(({ path }) => pattern.test(path)).map(({ path }) => path)
    return paths.length === 0 ? [] : [say(`Not sent as ${type}: ${listed(paths)}.`, why, todo)]
  })
  return findings.length > 0 ? findings : [ok('Scripts, styles and WebAssembly have their types.')]
}

/**
 * @param {string} actual
 * @param {string} expected
 */
function isOfType(actual, expected) {
  if (expected === 'text/javascript')
    return /^(text|application)\/(x-)?(java|ecma)script$/.test(actual)
  const isCritical = expected === 'application/wasm' || expected === 'text/css'
  return !isCritical || actual === expected
}
