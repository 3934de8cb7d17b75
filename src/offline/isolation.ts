/**
 * Isolation where the host sends no headers, as on GitHub Pages: the service worker adds to each document and script
 * those that the browser wants to see before it gives threads. Only in sites that were built for it
 * (`npm run build -- --isolate`); `app/isolate.ts` loads the first visit's page anew.
 */
export type AddedHeaders = Readonly<Record<string, string>>

/** The answer with these headers; one that has any of them comes from a host that knows what it wants. */
export function withHeaders(response: Response, added: AddedHeaders): Response {
  const isOpaque = response.status === 0
  const headers = new Headers(response.headers)
  if (isOpaque || Object.keys(added).some((name) => headers.has(name))) return response
  for (const [name, value] of Object.entries(added)) headers.set(name, value)
  const { status, statusText } = response
  const isEmpty = [204, 205, 304].includes(status)
  return new Response(isEmpty ? null : response.body, { status, statusText, headers })
}
