// @ts-check
import { checkPlainHttp, baseOf } from './address.js'
import { checkCaching } from './caching.js'
import { checkCompression } from './compression.js'
import { checkEmbed } from './embed.js'
import { checkFiles } from './files.js'
import { findPage } from './find-page.js'
import { warning } from './finding.js'
import { checkHeaders } from './headers.js'
import { checkMissing } from './missing.js'
import { checkModels } from './models.js'
import { checkServiceWorker } from './service-worker.js'
import { at, filesNamed, textOf } from './site.js'
import { createVisitor } from './visitor.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 */

/** Each asks for what it needs; what several need is asked for once. */
const checks = [
  checkFiles,
  checkModels,
  checkMissing,
  checkServiceWorker,
  checkHeaders,
  checkEmbed,
  checkCompression,
  checkCaching,
]

/**
 * Visits a published site and tells what is misconfigured.
 * @param {URL} address
 * @param {object} [options]
 * @param {typeof globalThis.fetch} [options.fetch]
 * @param {number} [options.timeoutMs] For one answer.
 * @param {number} [options.allMs] For the whole visit.
 * @returns {Promise<Finding[]>} In the order in which they matter to somebody who sets a host up. Never rejects for
 *   what a site answers.
 */
export async function checkSite(
  address,
  { fetch = globalThis.fetch, timeoutMs = 15_000, allMs = 120_000 } = {},
) {
  const ask = createVisitor({ fetch, timeoutMs, allMs })
  const start = new URL(address.pathname, address.origin)
  const { findings, page } = await findPage(ask, start)
  if (page === undefined) return findings
  const { base, findings: slash } = baseOf(page.url)
  const site = await look({ ask, page, base })
  const perCheck = await Promise.all(checks.map((check) => check(site)))
  return [
    ...findings,
    ...slash,
    ...(await checkPlainHttp(ask, base)),
    ...unlisted(site),
    ...perCheck.flat(),
  ]
}

/**
 * @param {Pick<Site, 'ask' | 'page' | 'base'>} found
 * @returns {Promise<Site>}
 */
async function look(found) {
  const text = async (/** @type {string} */ path) => {
    const answer = await found.ask(at(found, path))
    return answer.came && answer.status === 200 ? textOf(answer) : ''
  }
  const list = await found.ask(at(found, 'models/index.json'), { maxBytes: 8 * 1024 ** 2 })
  return {
    ...found,
    files: filesNamed(textOf(found.page), await text('sw.js'), await text('vitrine.js')),
    index: list.came && list.status === 200 ? parseIndex(textOf(list)) : undefined,
  }
}

/** @param {Site} site */
function unlisted({ files }) {
  if (files.some(({ integrity }) => integrity !== undefined)) return []
  const why = 'Its list says which files the site has.'
  return [
    warning(
      'sw.js lists no files, so only those that the page names itself were looked at.',
      why,
      'Check a site that was built with its service worker for the whole answer.',
    ),
  ]
}

/**
 * @param {string} text
 * @returns {Site['index']} Nothing where it is not what a build writes: it came from outside.
 */
function parseIndex(text) {
  try {
    const index = JSON.parse(text)
    const isIndex =
      Array.isArray(index?.demos) &&
      index.demos.every(
        (/** @type {{ base?: unknown, files?: unknown } | null} */ demo) =>
          typeof demo?.base === 'string' &&
          Array.isArray(demo.files) &&
          demo.files.every((file) => typeof file?.path === 'string'),
      )
    return isIndex ? index : undefined
  } catch {
    return undefined
  }
}
