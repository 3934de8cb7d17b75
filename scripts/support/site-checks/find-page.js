// @ts-check
import { ok, warning, wrong } from './finding.js'
import { isHtml, isLoopback, isNgrok, textOf } from './site.js'

/**
 * @typedef {import('./finding.js').Finding} Finding
 * @typedef {import('./visitor.js').Ask} Ask
 * @typedef {import('./visitor.js').Came} Came
 */

const maxRedirects = 5
const share = 'Give visitors the address that it leads to.'

/**
 * Goes to an address as a visitor does, and sees whether the site's page is there.
 * @param {Ask} ask
 * @param {URL} address Without query and fragment.
 * @returns {Promise<{ findings: Finding[], page?: Came, base?: URL }>} No page: there is nothing to check.
 */
export async function findPage(ask, address) {
  /** @type {Finding[]} */
  const findings = []
  let url = address
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const answer = await ask(url)
    if (!answer.came) return { findings: [...findings, noAnswer(url, answer.reason)] }
    const location = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      if (!URL.canParse(location, url)) break
      const next = new URL(location, url)
      next.search = ''
      next.hash = ''
      url = next
      continue
    }
    findings.push(...redirected(address, url))
    const obstacle = obstacleOf(answer)
    if (obstacle !== undefined) return { findings: [...findings, obstacle] }
    return { findings: [...findings, ...transport(url)], page: answer, base: url }
  }
  return {
    findings: [
      wrong(
        `${address.href} leads in a circle, or nowhere.`,
        'Browsers give up.',
        'Look for redirects that contradict each other, such as to https and back.',
      ),
    ],
  }
}

/**
 * @param {URL} url
 * @param {string} reason
 */
function noAnswer(url, reason) {
  return wrong(
    `${url.href} does not answer: ${reason}.`,
    'Visitors see nothing.',
    'Check the address, and whether the deployment has finished.',
  )
}

/**
 * @param {URL} from
 * @param {URL} to
 */
function redirected(from, to) {
  if (from.href === to.href) return []
  if (from.host === to.host || to.host === `www.${from.host}` || from.host === `www.${to.host}`)
    return [ok(`${from.href} leads to ${to.href}.`)]
  const why = 'A link to a demo loses its “?model=…” where the host drops it on the way.'
  return [warning(`${from.href} leads to another host, ${to.host}.`, why, share)]
}

/**
 * What stands where the page should be.
 * @param {Came} answer
 * @returns {Finding | undefined}
 */
function obstacleOf(answer) {
  const { status, url } = answer
  const text = textOf(answer)
  if (answer.headers.has('ngrok-error-code') || /ERR_NGROK_\d+/.test(text))
    return wrong(
      `${url.href} shows a page of ngrok’s (${answer.headers.get('ngrok-error-code') ?? /ERR_NGROK_\d+/.exec(text)?.[0]}).`,
      'Visitors see it in place of the site.',
      'Look the code up at https://ngrok.com/docs/errors; mostly the tunnel has ended, or npm run share has.',
    )
  if (isVitrine(text) && status === 200) return undefined
  if (status === 401 || status === 403 || looksLikeLogin(url, text))
    return wrong(
      `${url.href} asks for a password or a login (${status}).`,
      'Whoever is not logged in gets that page in place of every file.',
      'Switch the protection of this deployment off (Vercel: Deployment Protection; Netlify: Visitor access), or share the production address.',
    )
  if (status !== 200)
    return wrong(
      `${url.href} is answered with ${status}.`,
      'Visitors do not get the page.',
      'Publish the content of dist/, so that index.html lies at this address.',
    )
  return wrong(
    `${url.href} is not a page of Vitrine.`,
    isHtml(answer) ? 'Another page is there.' : 'It is not a page at all.',
    'Check the address; publish the content of dist/, not the repository.',
  )
}

/** @param {string} html */
function isVitrine(html) {
  return /id="root"/.test(html) && /src="[^"]*recover\.js"/.test(html) && /type="module"/.test(html)
}

/**
 * @param {URL} url
 * @param {string} html
 */
function looksLikeLogin(url, html) {
  return (
    /\/(login|sso|sso-api|signin|sign-in|auth)\b/i.test(url.pathname) ||
    /type="password"/i.test(html)
  )
}

/** @param {URL} url */
function transport(url) {
  if (url.protocol !== 'https:' && !isLoopback(url))
    return [
      wrong(
        `${url.href} is plain http.`,
        'Browsers offer neither threads nor WebGPU, no camera and no offline use there.',
        'Serve it over https.',
      ),
    ]
  const where = url.protocol === 'https:' ? 'over https' : 'on this machine'
  const interstitial = warning(
    'Visitors of an ngrok address on the free plan see a warning page of ngrok’s first.',
    'They have to press “Visit Site” once a week; frames on other sites, and programs that import vitrine.js, may get that page in place of the site.',
    'Say so where you share it, use a paid plan, or publish the site on a static host.',
  )
  return [ok(`The page answers ${where}: ${url.href}`), ...(isNgrok(url) ? [interstitial] : [])]
}
