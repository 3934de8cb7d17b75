// @ts-check
import { ok, warning, wrong } from './finding.js'
import { at, isHtml, textOf, typeOf } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 */

/**
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkServiceWorker(site) {
  const answer = await site.ask(at(site, 'sw.js'))
  const todo =
    'Publish sw.js beside index.html, as text/javascript, without a redirect or a rewrite.'
  const why = 'The site does not work offline and has no API; visitors who have an old one keep it.'
  const type = typeOf(answer)
  if (!answer.came) return [wrong(`sw.js does not come: ${answer.reason}.`, why, todo)]
  if (answer.status !== 200) return [wrong(`sw.js is answered with ${answer.status}.`, why, todo)]
  if (isHtml(answer) || !type.endsWith('javascript'))
    return [wrong(`sw.js comes as ${type || 'no type'}, which browsers refuse.`, why, todo)]
  if (!textOf(answer).includes('precache'))
    return [
      warning(
        'sw.js is the one that removes the site from browsers.',
        'Nothing is kept for offline use, and the page answers no API.',
        'Nothing, if that is meant; else build without --no-service-worker.',
      ),
    ]
  return [ok('The service worker is there: the site works offline after a visit.')]
}
