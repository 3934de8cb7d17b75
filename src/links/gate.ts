import { VitrineError } from '../protocol/errors.ts'
import { isLoopback, privateNetwork } from './private-host.ts'

/**
 * Why the page may not fetch from an address, or nothing. Asked of links before anything is fetched, of every address
 * that the worker fetches, and of where a redirect ended: a link that somebody else made must not reach into the
 * visitor's own network. Names are not resolved, which no page can do.
 */
export function gateError(url: URL, page: URL): VitrineError | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return linkRefused(`It begins with “${url.protocol.slice(0, 40)}”, not https:`)
  if (url.username !== '' || url.password !== '')
    return linkRefused('It holds a user name or a password')
  if (url.origin === page.origin) return undefined
  // Somebody at work on their own machine, with the folder served next door.
  if (isLoopback(page.hostname) && isLoopback(url.hostname)) return undefined
  if (url.protocol === 'http:')
    return page.protocol === 'https:'
      ? new VitrineError('link-insecure')
      : linkRefused('It is not https')
  const problem = privateNetwork(url.hostname)
  return problem === undefined ? undefined : linkRefused(problem)
}

/** @param problem a clause without a full stop, such as "It is empty" */
export function linkRefused(problem: string): VitrineError {
  return new VitrineError('link-refused', { problem })
}
