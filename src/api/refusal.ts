import {
  apiErrorBody,
  apiStatus,
  errorBody,
  isApiErrorCode,
  type ApiErrorBody,
  type RequestProblem,
} from '../protocol/api-errors.ts'
import { asVitrineError, type ErrorCode, type VitrineError } from '../protocol/errors.ts'
import { describeError, sentenceOf } from '../protocol/messages.ts'
import { ApiError, statusOf } from './errors.ts'
import type { ApiAnswer } from './http.ts'

/** How an error is answered. */
export interface Refusal {
  readonly code: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ApiErrorBody
}

/** Of anything that was thrown; what is none of ours is answered as `unexpected`, without its words. */
export function refusalOf(thrown: unknown): Refusal {
  const error = thrown instanceof ApiError ? thrown : describedBy(asVitrineError(thrown))
  const { code, facts } = error
  if (isApiErrorCode(code)) {
    const status = apiStatus(code)
    const body = apiErrorBody(code, facts)
    return { code, status, headers: { ...again(status), ...error.headers }, body }
  }
  const status = statusOf[code]
  const { message = code } = facts
  const body = errorBody(code, { ...facts, message })
  return { code, status, headers: { ...again(status), ...error.headers }, body }
}

export function refusalAnswer({ status, headers, body, code }: Refusal): ApiAnswer {
  // Nobody is there to read it.
  if (code === 'caller-gone') return { status, headers: {}, body: '' }
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

function again(status: number): Readonly<Record<string, string>> {
  return status === 503 ? { 'retry-after': '1' } : {}
}

/** What a model said of its input, as the API says it. */
function describedBy(error: VitrineError): ApiError {
  const { code } = error
  const message = sentenceFor(error)
  const path = fieldOf(error)
  const field = path?.join('.')
  return new ApiError(code, {
    message,
    ...(field !== undefined && { field }),
    detail: detailOf(error, message, path),
  })
}

function detailOf(
  error: VitrineError,
  message: string,
  path: readonly string[] | undefined,
): string | readonly RequestProblem[] {
  const status = statusOf[error.code]
  if (status === 400) return withoutPaths(describeError(error).title)
  if (status !== 422) return message
  const loc = ['body', ...(path ?? [])]
  return [{ type: error.code.replaceAll('-', '_'), loc, msg: message }]
}

const settingFields: Readonly<Record<string, string>> = {
  'Max new tokens': 'max_new_tokens',
  Temperature: 'temperature',
  'Top-k': 'top_k',
  'Top-p': 'top_p',
  'Repetition penalty': 'repetition_penalty',
  Seed: 'seed',
}

/** The part of the request that an error is about. */
function fieldOf({ code, facts }: VitrineError): readonly string[] | undefined {
  const named = (value: string | number | undefined) => String(value ?? '').slice(0, 100)
  const plain = fields[code]
  if (plain !== undefined) return [plain]
  switch (code) {
    case 'setting-out-of-range':
      return [settingFields[named(facts['setting'])] ?? named(facts['setting'])]
    case 'feature-invalid':
      return ['features', named(facts['name'])]
    case 'tensor-invalid': {
      const name = named(facts['tensor'])
      return name === '' ? ['tensor'] : ['tensors', name]
    }
    default:
      return undefined
  }
}

const fields: Partial<Record<ErrorCode, string>> = {
  'image-empty': 'image',
  'image-not-a-picture': 'image',
  'image-unsupported': 'image',
  'image-corrupt': 'image',
  'image-too-many-pixels': 'image',
  'image-file-too-big': 'image',
  'prompt-too-long': 'prompt',
  'context-full': 'prompt',
  'mask-missing': 'text',
  'feature-mismatch': 'features',
}

export function sentenceFor(error: VitrineError): string {
  return withoutPaths(sentenceOf(error))
}

/** Where something lies on this machine is nobody's business: only its name remains. */
export function withoutPaths(text: string): string {
  return text.replaceAll(
    /(^|[\s“"'(=:])(?:file:\/\/|[A-Za-z]:)?(?:[\\/][^\s\\/“”"'()]+)+[\\/]([^\s\\/“”"'()]+)/g,
    '$1$2',
  )
}
