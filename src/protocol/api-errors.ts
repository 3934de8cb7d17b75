/**
 * What can go wrong with a call of the API outside of any model, beside `errorCodes`; and the body that every error has.
 * The service worker knows this too: where no page is open, it is the one that answers.
 */
const codes = {
  'request-invalid': { status: 422, message: 'The request is not what this route takes.' },
  'json-invalid': { status: 422, message: 'The body is not valid JSON.' },
  'base64-invalid': {
    status: 400,
    message:
      'Invalid base64 image data. Give the bytes of a picture in base64, with or without “data:image/…;base64,” before them.',
    detail: 'Invalid base64 image data',
  },
  'media-type-unsupported': {
    status: 415,
    message:
      'The body is of a type that this route does not take. Send JSON with “content-type: application/json”, or the bytes of a picture with “content-type: image/…”.',
  },
  'request-too-large': { status: 413, message: 'The request is too large.' },
  'route-unknown': {
    status: 404,
    message: 'There is no such route. GET openapi.json lists all that there are.',
    detail: 'Not Found',
  },
  'method-not-allowed': {
    status: 405,
    message: 'This route is there, but not for this method.',
    detail: 'Method Not Allowed',
  },
  'origin-refused': {
    status: 403,
    message: 'Only pages of this origin can call this API, not those of other sites.',
  },
  'model-unknown': { status: 404, message: 'There is no model with this id here.' },
  'model-unfit': { status: 422, message: 'This model takes something else.' },
  'model-not-loaded': {
    status: 503,
    message:
      'Model not loaded. Wait until it is ready, which GET ready says, and call again. On a page, its demo has to be open.',
    detail: 'Model not loaded',
  },
  'no-page-open': {
    status: 503,
    message:
      'Model not loaded: no page of this site is open, and a page is what runs the model. Open a demo and call again.',
    detail: 'Model not loaded',
  },
  'server-busy': {
    status: 503,
    message: 'Too many calls are waiting already. Call again in a moment.',
    detail: 'Server busy',
  },
  'deadline-passed': {
    status: 504,
    message:
      'The time for this call has passed, and it was stopped. Ask for less, or for more time with “x-deadline-ms”.',
    detail: 'Deadline passed',
  },
  /** Nobody reads this one: the caller has hung up. */
  'caller-gone': { status: 499, message: 'The caller has gone.' },
} as const satisfies Record<string, Words>

interface Words {
  readonly status: number
  /** A whole sentence, and what to do. */
  readonly message: string
  /** What the serving examples answer; the message where they have nothing of the kind. */
  readonly detail?: string
}

export type ApiErrorCode = keyof typeof codes

export const apiErrorCodes = Object.keys(codes) as readonly ApiErrorCode[]

/** What is wrong with a part of a request, as FastAPI says it. */
export interface RequestProblem {
  readonly type: string
  /** Where: "body" or "header", then names and places from 0. */
  readonly loc: readonly (string | number)[]
  readonly msg: string
}

export interface ApiErrorBody {
  readonly error: {
    readonly code: string
    /** What happened, why, what to do: for people. */
    readonly message: string
    /** The part of the request that it is about, such as "features.bill_length_mm". */
    readonly field?: string
    /** Of a model that could not be loaded: why, one of `errorCodes`. */
    readonly reason?: string
  }
  /** As the serving examples and FastAPI have it. */
  readonly detail: string | readonly RequestProblem[]
}

/** What is known beyond the code. */
export interface ApiErrorFacts {
  readonly message?: string
  readonly field?: string
  readonly reason?: string
  readonly detail?: string | readonly RequestProblem[]
}

export function isApiErrorCode(code: string): code is ApiErrorCode {
  return Object.hasOwn(codes, code)
}

export function apiStatus(code: ApiErrorCode): number {
  return codes[code].status
}

export function apiErrorBody(code: ApiErrorCode, facts: ApiErrorFacts = {}): ApiErrorBody {
  const words: Words = codes[code]
  const { message = words.message, detail = words.detail ?? message } = facts
  return errorBody(code, { ...facts, message, detail })
}

/** @param code of either list */
export function errorBody(
  code: string,
  { message, detail, field, reason }: ApiErrorFacts & { message: string },
): ApiErrorBody {
  return {
    error: {
      code,
      message,
      ...(field !== undefined && { field }),
      ...(reason !== undefined && { reason }),
    },
    detail: detail ?? message,
  }
}
