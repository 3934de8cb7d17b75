// @ts-check
import { ok, warning, wrong } from './finding.js'
import { at, isHtml } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./site.js').Site} Site
 */

/**
 * Whether other sites can show a demo in a frame.
 * @param {Site} site
 * @returns {Promise<Finding[]>}
 */
export async function checkEmbed(site) {
  const answer = await site.ask(at(site, 'embed/'))
  if (!answer.came || answer.status !== 200 || !isHtml(answer))
    return [
      warning(
        `embed/ ${answer.came ? `is answered with ${answer.status}` : 'does not come'}.`,
        'Demos cannot be shown in frames on other sites.',
        'Publish dist/ whole, and let the host answer a folder with its index.html.',
      ),
    ]
  const policy = answer.headers.get('content-security-policy') ?? ''
  const ancestors = /frame-ancestors([^;,]*)/.exec(policy)?.[1]?.trim()
  const options = answer.headers.get('x-frame-options')
  const todo = 'Send the headers that dist/_headers has for /embed/, and no X-Frame-Options there.'
  // A policy with frame-ancestors takes the place of X-Frame-Options.
  if (ancestors === undefined && options !== null)
    return [
      wrong(`embed/ comes with X-Frame-Options: ${options}.`, 'Other sites cannot frame it.', todo),
    ]
  if (ancestors === "'self'" || ancestors === "'none'")
    return [
      wrong(
        `embed/ comes with frame-ancestors ${ancestors}.`,
        'Other sites cannot frame it.',
        todo,
      ),
    ]
  if (answer.headers.get('cross-origin-resource-policy') !== 'cross-origin')
    return [
      warning(
        'embed/ comes without Cross-Origin-Resource-Policy: cross-origin.',
        'Pages that are isolated themselves cannot frame it.',
        todo,
      ),
    ]
  return [ok('embed/ may be framed by other sites.')]
}
