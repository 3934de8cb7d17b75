/**
 * Every way in which something can fail, as a closed list. A code says what happened; `messages.ts` turns it
 * into the sentence and the remedy that a person reads. `aborted` is the one code that nobody is ever shown.
 */
export const errorCodes = [
  'aborted',
  // The picture
  'image-empty',
  'image-not-a-picture',
  'image-unsupported',
  'image-corrupt',
  'image-too-many-pixels',
  'image-file-too-big',
  'camera-unavailable',
  'picture-link-refused',
  // The prompt
  'prompt-too-long',
  'context-full',
  'mask-missing',
  'setting-out-of-range',
  // The table
  'feature-mismatch',
  'feature-invalid',
  'table-unreadable',
  // The export and its files
  'export-unrecognised',
  'export-invalid',
  'export-incomplete',
  'export-unsupported',
  'export-stuck',
  'nothing-to-open',
  'picture-without-model',
  'too-many-files',
  'archive-unreadable',
  'path-refused',
  // Fetching its files
  'link-refused',
  'link-insecure',
  'offline',
  'file-missing',
  'file-forbidden',
  'file-busy',
  'file-blocked',
  'file-stalled',
  'file-unreachable',
  'file-damaged',
  'file-changed',
  'file-empty',
  'file-too-big',
  'file-is-web-page',
  'file-is-lfs-pointer',
  'file-is-json',
  'file-is-other-format',
  // The model
  'model-damaged',
  'model-too-new',
  'model-too-big',
  'operator-unavailable',
  'type-unavailable',
  'model-rejected',
  'tensor-invalid',
  'output-not-finite',
  // The device
  'webgpu-unavailable',
  'gpu-lost',
  'out-of-memory',
  'runtime-unavailable',
  'run-failed',
  'worker-died',
  // The address
  'unknown-demo',
  'unknown-runtime',
  'shared-link-damaged',
  'export-gone',
  'index-unreachable',
  'unexpected',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What the sentence needs to know: a file's name, a limit, what was found instead. */
export type ErrorFacts = Readonly<Record<string, string | number>>

/** An error as it crosses from worker to page. `detail` is the raw text, for the "Details" fold and the console. */
export interface WireError {
  readonly code: ErrorCode
  readonly facts: ErrorFacts
  readonly detail?: string
}

export class VitrineError extends Error {
  override readonly name = 'VitrineError'
  readonly code: ErrorCode
  readonly facts: ErrorFacts
  readonly detail: string | undefined

  constructor(
    code: ErrorCode,
    facts: ErrorFacts = {},
    options: { cause?: unknown; detail?: string } = {},
  ) {
    super(code, { cause: options.cause })
    this.code = code
    this.facts = facts
    this.detail =
      options.detail ?? (options.cause === undefined ? undefined : textOf(options.cause))
  }
}

/** The error itself when it is one of ours, else `fallback` with the original kept as its cause. */
export function asVitrineError(error: unknown, fallback: ErrorCode = 'unexpected'): VitrineError {
  if (error instanceof VitrineError) return error
  if (isAbort(error)) return new VitrineError('aborted', {}, { cause: error })
  if (isGone(error)) return new VitrineError('file-changed', {}, { cause: error })
  return new VitrineError(fallback, {}, { cause: error })
}

export function isAbort(error: unknown): boolean {
  if (error instanceof VitrineError) return error.code === 'aborted'
  return error instanceof Error && error.name === 'AbortError'
}

/** What a `File` throws when it is read after somebody changed it, took it away or cleared the browser's storage. */
function isGone(error: unknown): boolean {
  return error instanceof Error && ['NotFoundError', 'NotReadableError'].includes(error.name)
}

export function toWire(error: VitrineError): WireError {
  const { code, facts, detail } = error
  return detail === undefined ? { code, facts } : { code, facts, detail }
}

export function fromWire(error: WireError): VitrineError {
  return new VitrineError(
    error.code,
    error.facts,
    error.detail === undefined ? {} : { detail: error.detail },
  )
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
}
