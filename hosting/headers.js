// @ts-check
import { embedOrigins } from './embed-origins.js'

/**
 * The response headers of the site, written once. `vite.config.ts` sends them from `npm start`,
 * `static-server.js` sends them in the end-to-end tests, and `host-files.js` writes them down for
 * the hosts that read a file. docs/hosting.md says the same in words for people.
 */

/** @typedef {Readonly<Record<string, string>>} HeaderMap */

/**
 * Together they make the page cross-origin isolated, which is what gives WebAssembly its threads.
 * COOP: no window of another site shares our browsing context group. COEP: nothing is embedded that
 * did not agree to it. Browsers act on them over https and on localhost only.
 * @type {HeaderMap}
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** What a file with a hash in its name gets: the name changes whenever the content does. */
export const immutableCache = 'public, max-age=31536000, immutable'

/**
 * What everything else gets, pages and models alike: kept, but asked for again each time, so that a
 * new deployment is seen at once and an unchanged model costs a 304. It is also what Netlify,
 * Cloudflare Pages and Vercel send of their own accord.
 */
export const revalidatedCache = 'public, max-age=0, must-revalidate'

/** Where Vite puts the files with a hash in their names, relative to the site. */
export const hashedFolder = 'assets/'

/**
 * Where Vite puts the second worker, which may fetch models from elsewhere, relative to the site. A worker obeys the
 * policy of its own script's response, so this folder's policy is its reach; nothing else lies here.
 */
export const linkWorkerFolder = 'link-worker/'

/** Where the page for frames of other sites lies, relative to the site. Some hosts answer `embed` with it as it is. */
export const embedFolder = 'embed/'

/**
 * Where that worker may connect to: the gate in `src/links/` decides what of this it opens. The page starts it after the
 * visitor's yes to a link.
 */
const linkSources = ['https:']

/** What a page on this device may have besides, where another server on it has the model. */
const loopback = ['http://localhost:*', 'http://127.0.0.1:*']

/**
 * What the page may load and run. Everything is refused and then allowed one by one:
 * - `'wasm-unsafe-eval'`: compiling WebAssembly; it does not allow `eval`.
 * - `img-src blob: data:`: the visitor's own pictures, which never leave the page.
 * - `style-src 'self'`: React sets styles through the DOM, which is allowed; a `style` attribute in
 *   HTML text is not.
 * - Trusted Types: text becomes a script or a worker's address only through the one policy named
 *   `default`, so a label or a file name can never become code.
 * @param {readonly string[]} weightHosts Origins, such as `https://huggingface.co`, from which the
 *   page may fetch models besides its own.
 * @returns {string}
 * @throws {TypeError} When a host is not a bare https origin.
 */
export function contentSecurityPolicy(weightHosts = []) {
  return policy({ connections: weightHosts.map(httpsOrigin) })
}

/**
 * The policy of the link worker: the same, but for where it may connect to.
 * @param {Pick<HeaderOptions, 'isPublic'>} [options]
 */
export function linkWorkerPolicy({ isPublic = true } = {}) {
  return policy({ connections: isPublic ? linkSources : [...linkSources, ...loopback] })
}

/**
 * The policy of the page for frames: the same, but that other sites may frame it, and that its `<base>` may say that
 * the site lies one folder above.
 * @param {readonly string[]} [origins] That may; none means that everybody may.
 */
export function embedPolicy(origins = embedOrigins()) {
  const ancestors = origins.length === 0 ? '*' : [...origins, "'self'"].join(' ')
  return policy({ base: "'self'", ancestors })
}

/**
 * @param {object} allowed
 * @param {readonly string[]} [allowed.connections] Where to, besides the site itself.
 * @param {string} [allowed.base]
 * @param {string} [allowed.ancestors]
 */
function policy({ connections = [], base = "'none'", ancestors = "'self'" }) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connections].join(' '),
    "manifest-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    `base-uri ${base}`,
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ')
}

/**
 * The headers of every response but the link worker's, whatever its status.
 * - Content-Security-Policy: see above.
 * - Cross-Origin-Resource-Policy: other sites cannot embed our files as they are, unasked.
 * - Access-Control-Allow-Origin: but they can import vitrine.js and read models. All of it is public, and nobody is
 *   logged in to anything here.
 * - X-Content-Type-Options: a file is what its type says, so a model is never run as a script.
 * - Referrer-Policy: a link from the page does not tell the other site where the visitor came from;
 *   the address may name a model, and its `#…` the input.
 * - Strict-Transport-Security: two years of https only. Browsers ignore it over plain http, so it
 *   does nothing on localhost.
 * - Permissions-Policy: what the page never asks for. The camera it may ask for itself, and no frame
 *   in it. `local-network-access` is the name that Chromium knows; browsers skip the names that they
 *   do not.
 * @param {HeaderOptions & { weightHosts?: readonly string[] }} [options]
 * @returns {HeaderMap}
 */
export function siteHeaders({ weightHosts = [], isolated = true, isPublic = true } = {}) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(weightHosts),
    ...(isolated ? isolationHeaders : {}),
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(isPublic && { 'Access-Control-Allow-Origin': '*' }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Strict-Transport-Security': 'max-age=63072000',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), local-network-access=()',
  }
}

/**
 * The headers of whatever lies in `linkWorkerFolder`.
 * @param {HeaderOptions} [options]
 * @returns {HeaderMap}
 */
export function linkWorkerHeaders(options = {}) {
  return { ...siteHeaders(options), 'Content-Security-Policy': linkWorkerPolicy(options) }
}

/**
 * The headers of the page for frames. An isolated page frames what says that it may be (Cross-Origin-Resource-Policy)
 * and holds to isolation itself (Cross-Origin-Embedder-Policy); what the page loads in turn is of its own origin.
 * Cross-Origin-Opener-Policy means nothing in a frame. The camera it has where the page around it hands it on.
 * @param {HeaderOptions & { origins?: readonly string[] }} [options] `origins`: see `embedPolicy`.
 * @returns {HeaderMap}
 */
export function embedHeaders({ origins = embedOrigins(), ...options } = {}) {
  return {
    ...siteHeaders(options),
    'Content-Security-Policy': embedPolicy(origins),
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
}

/**
 * @typedef {object} HeaderOptions
 * @property {boolean} [isolated] `false` leaves out the two isolation headers, as on a host that cannot set any.
 * @property {boolean} [isPublic] `false` is for a site that is served on the author's own device, and seen there: what
 *   lies there is nothing for every site that they visit meanwhile, so Access-Control-Allow-Origin is left out; and links
 *   may lead to other servers on that device.
 */

/** @typedef {(path: string) => HeaderMap} HeadersOf Takes a path relative to the site, without a leading slash. */

/**
 * What a host has to send for each path.
 * @param {HeaderOptions & { origins?: readonly string[] }} [options] `origins`: see `embedPolicy`.
 * @returns {HeadersOf}
 */
export function headersOf({ origins = embedOrigins(), ...options } = {}) {
  const site = siteHeaders(options)
  const linkWorker = linkWorkerHeaders(options)
  const embed = embedHeaders({ origins, ...options })
  return (path) => {
    if (path.startsWith(linkWorkerFolder)) return linkWorker
    return `${path}/` === embedFolder || path.startsWith(embedFolder) ? embed : site
  }
}

/**
 * The headers of the development server: isolated, so that threads work as in production, but
 * without the Content-Security-Policy, because hot reloading needs inline scripts and styles.
 * @returns {HeaderMap}
 */
export function devHeaders() {
  return isolationHeaders
}

/**
 * @param {string} path Relative to the site, without a leading slash.
 * @returns {string} The value of `Cache-Control`.
 */
export function cacheControl(path) {
  const isHashed = path.startsWith(hashedFolder) || path.startsWith(linkWorkerFolder)
  return isHashed ? immutableCache : revalidatedCache
}

/**
 * A host goes into a header as it is, so nothing but an origin may pass.
 * @param {string} host
 * @returns {string}
 */
function httpsOrigin(host) {
  if (!URL.canParse(host) || new URL(host).origin !== host || !host.startsWith('https://')) {
    throw new TypeError(
      `A weight host must be an https origin such as https://example.org: ${host}`,
    )
  }
  return host
}
