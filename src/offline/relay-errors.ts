/** What the service worker itself has to say, as the API says it. */
import { apiErrorBody, apiStatus, type ApiErrorCode } from '../protocol/api-errors.ts'

export const lostMessage = 'The tab that was answering has been closed, or has stopped.'

export function pageMissing(): Response {
  return refusal('no-page-open')
}

export function pageLost(): Response {
  return refusal('no-page-open', `${lostMessage} Call again.`)
}

/** @param limitBytes what is taken at most */
export function bodyTooBig(limitBytes: number): Response {
  const limit = `${limitBytes / 1_000_000} MB`
  return refusal('request-too-large', `The request is too large: more than ${limit}.`)
}

function refusal(code: ApiErrorCode, message?: string): Response {
  const status = apiStatus(code)
  const headers = { 'Cache-Control': 'no-store', ...(status === 503 && { 'Retry-After': '1' }) }
  return Response.json(apiErrorBody(code, message === undefined ? {} : { message }), {
    status,
    headers,
  })
}
