import { gateError } from '../links/gate.ts'

/** A worker's global scope, as far as it matters here. */
interface Scope {
  fetch: typeof fetch
  readonly location: { readonly href: string }
}

/**
 * Makes the worker's one `fetch` ask the gate first, whoever calls it: a list of files or a redirect that somebody else
 * wrote may lead anywhere. Where a redirect ended can be told only afterwards; then nothing of the answer is handed on.
 * @param home the origin of our own code: where the runtime's binaries lie, also when the page is another site's
 */
export function guardFetch(scope: Scope, home?: string): void {
  const plainFetch = scope.fetch.bind(scope)
  // Of the page's origin, and no other part of the address matters to the gate. A guest's own address is a blob's.
  const page = new URL(new URL(scope.location.href).origin)
  function check(url: URL): void {
    const error = url.origin === home ? undefined : gateError(url, page)
    if (error !== undefined) throw error
  }
  scope.fetch = async (input, init) => {
    check(new URL(input instanceof Request ? input.url : input, page))
    const response = await plainFetch(input, init)
    if (!response.redirected) return response
    try {
      check(new URL(response.url))
    } catch (error) {
      await response.body?.cancel()
      throw error
    }
    return response
  }
}
