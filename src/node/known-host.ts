import { isIP } from 'node:net'

/**
 * Whether a request names this server by a name that is ours. A foreign page could have its own name point here (DNS
 * rebinding), and would count as a page of this server then, to the browser and to whoever checks origins.
 * @param host the header of this name
 * @param known names besides localhost; one that begins with a dot is all names below it
 */
export function isKnownHost(host: string | undefined, known: readonly string[]): boolean {
  const url = `http://${host ?? ''}`
  if (!URL.canParse(url)) return false
  const name = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  // An address is no name that anybody could point elsewhere.
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return true
  return known.some((one) => (one.startsWith('.') ? name.endsWith(one) : name === one))
}
