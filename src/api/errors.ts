import type { ErrorCode } from '../protocol/errors.ts'
import type { ApiErrorCode, ApiErrorFacts } from '../protocol/api-errors.ts'

/** Why a call was not carried out, with what is known of its request; hosts may throw it too. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode | ErrorCode
  readonly facts: ApiErrorFacts
  /** Besides what every answer has. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ApiErrorCode | ErrorCode,
    facts: ApiErrorFacts = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code)
    this.code = code
    this.facts = facts
    this.headers = headers
  }
}

/** Of what a model or the runtime refuses. The request is at fault (4xx), or it is not (5xx). */
export const statusOf: Record<ErrorCode, number> = {
  aborted: 503,

  'image-empty': 400,
  'image-not-a-picture': 400,
  'image-unsupported': 400,
  'image-corrupt': 400,
  'image-too-many-pixels': 400,
  'image-file-too-big': 400,
  'camera-unavailable': 500,
  'picture-link-refused': 400,

  'prompt-too-long': 422,
  'context-full': 422,
  'mask-missing': 422,
  'setting-out-of-range': 422,
  'feature-mismatch': 422,
  'feature-invalid': 422,
  'table-unreadable': 422,
  'tensor-invalid': 422,

  // What the export cannot do, such as a conversation where it has no template.
  'export-unsupported': 422,
  'type-unavailable': 422,
  'export-stuck': 504,
  'export-unrecognised': 503,
  'export-invalid': 503,
  'export-incomplete': 503,
  'nothing-to-open': 503,
  'picture-without-model': 503,
  'too-many-files': 503,
  'archive-unreadable': 503,
  'path-refused': 503,

  'link-refused': 503,
  'link-insecure': 503,
  offline: 503,
  'file-missing': 503,
  'file-forbidden': 503,
  'file-busy': 503,
  'file-blocked': 503,
  'file-stalled': 503,
  'file-unreachable': 503,
  'file-damaged': 503,
  'file-changed': 503,
  'file-empty': 503,
  'file-too-big': 503,
  'file-is-web-page': 503,
  'file-is-lfs-pointer': 503,
  'file-is-json': 503,
  'file-is-other-format': 503,

  'model-damaged': 503,
  'model-too-new': 503,
  'model-too-big': 503,
  'operator-unavailable': 503,
  'model-rejected': 503,
  'webgpu-unavailable': 503,
  'runtime-unavailable': 503,
  // The next call starts another worker.
  'worker-died': 503,
  'gpu-lost': 503,

  'out-of-memory': 500,
  'output-not-finite': 500,
  'run-failed': 500,
  'unknown-demo': 404,
  'unknown-runtime': 422,
  'shared-link-damaged': 422,
  'export-gone': 503,
  'index-unreachable': 503,
  unexpected: 500,
}
