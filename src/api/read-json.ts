import type { ApiRequest } from './http.ts'
import { ApiError } from './errors.ts'

/** The media type without its parameters; nothing where none is said. */
export function mediaTypeOf({ headers }: Pick<ApiRequest, 'headers'>): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase()
}

/**
 * The body as JSON.
 * @throws ApiError `media-type-unsupported`, `json-invalid`
 */
export function readJson(request: Pick<ApiRequest, 'headers' | 'body'>): unknown {
  const type = mediaTypeOf(request)
  // A form of another site can send plain text without asking anybody; JSON it cannot.
  if (type !== '' && type !== 'application/json' && !type.endsWith('+json')) {
    throw new ApiError('media-type-unsupported')
  }
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(request.body)
  } catch {
    throw jsonInvalid('It is not UTF-8')
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The engine's own words quote the body, which may be anything.
    throw jsonInvalid(text.trim() === '' ? 'It is empty' : 'It cannot be read')
  }
}

function jsonInvalid(why: string): ApiError {
  return new ApiError('json-invalid', {
    message: `The body is not valid JSON: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`,
    detail: [{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error' }],
  })
}
