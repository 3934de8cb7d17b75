// @ts-check
import { listed, ok, warning, wrong } from './finding.js'
import { at } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 */

const names = ['models/nothing.onnx', 'assets/nothing.js', 'nothing-here/nothing.json']

/**
 * What is not there must be said not to be there.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkMissing(site) {
  const answers = await Promise.all(
    names.map(async (name) => ({ name, answer: await site.ask(at(site, name)) })),
  )
  const statusOf = (/** @type {import('./visitor.js').Answer} */ answer) =>
    answer.came ? answer.status : 404
  const asFound = answers.filter(({ answer }) => statusOf(answer) < 400)
  const otherwise = answers.filter(({ answer }) => ![404, 410].includes(statusOf(answer)))
  if (asFound.length > 0)
    return [
      wrong(
        `Missing files are answered with ${statuses(asFound)} and not with 404: ${listed(asFound.map(({ name }) => name))}.`,
        'A web page arrives under a model’s or a script’s name; browsers and caches keep it for what it is not.',
        'Switch the fallback for single-page apps off: no rewrites to index.html.',
      ),
    ]
  if (otherwise.length > 0)
    return [
      warning(
        `Missing files are answered with ${statuses(otherwise)} and not with 404.`,
        'The page takes that for a fault of the host and tries again.',
        'Let the host answer 404 (S3: give visitors the right to list the bucket).',
      ),
    ]
  return [ok('Missing files are answered with 404.')]

  /** @param {typeof answers} some */
  function statuses(some) {
    return [...new Set(some.map(({ answer }) => statusOf(answer)))].join(', ')
  }
}
