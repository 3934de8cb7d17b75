// @ts-check
/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 */

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** The routes of hosting/api-plugin.ts: below api/, and where the serving guides have them. */
const apiRoutes =
  /^\/(api(\/.*)?|predict(\/.*)?|generate|health|ready|models|model\/info(\/.*)?|metrics|openapi\.json|docs)\/?$/is

/**
 * Keeps the API on this machine: what comes through a tunnel gets the site's files and nothing that computes here. The
 * page itself needs nothing else; its own API runs in the visitor's browser.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {() => void} next
 */
export function refuseApiFromOutside(request, response, next) {
  const { host = '', 'x-forwarded-for': forwarded } = request.headers
  if (loopback.test(host) && forwarded === undefined) return next()
  // Files are read; whatever computes is posted to, whichever route it has.
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (isReading && !apiRoutes.test(pathOf(request.url ?? ''))) return next()
  response.statusCode = 404
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.end('The API of this site is not shared.\n')
}

/**
 * In the plainest spelling of what a server might take it for.
 * @param {string} target
 */
function pathOf(target) {
  const [path = ''] = target.split(/[?#]/)
  try {
    return decodeURIComponent(path).replaceAll(/[/\\]+(\.[/\\]+)*/g, '/')
  } catch {
    // What cannot be read is refused further on.
    return path
  }
}
