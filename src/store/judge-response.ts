import type { ExportFile } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { PartNote } from './records.ts'
import { retryAfterMs } from './retries.ts'

/** What a response's status line and headers say should be done with its body. */
export type Verdict =
  /** It goes on where the part ends. */
  | { readonly kind: 'append' }
  /** It is the file from its first byte on. */
  | { readonly kind: 'whole-file'; readonly etag?: string; readonly length?: StatedLength }
  /** The server has no more than what is here. */
  | { readonly kind: 'nothing-left' }
  /** What is here belongs to another file. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'refused'; readonly error: VitrineError }
  | { readonly kind: 'busy'; readonly error: VitrineError; readonly retryAfterMs?: number }

export interface StatedLength {
  readonly bytes: number
  /** Of the file itself. Else it may count compressed bytes, which another origin does not show. */
  readonly isExact: boolean
}

export interface Asked {
  readonly file: ExportFile
  /** Where the request's range began; 0: no range was asked for. */
  readonly fromBytes: number
  readonly note: PartNote | undefined
  readonly isSameOrigin: boolean
  readonly nowMs: number
}

export function judgeResponse(response: Response, asked: Asked): Verdict {
  const { status } = response
  if (status === 206) return judgePart(response.headers, asked)
  if (response.ok) return judgeWhole(response.headers, asked)
  if (status === 416 && asked.fromBytes > 0) return judgeUnsatisfiable(response.headers, asked)
  return judgeFailure(status, response.headers, asked)
}

/** Headers that CORS hides are null, and then nothing speaks against the part; size and hash decide in the end. */
function judgePart(headers: Headers, { file, fromBytes, note }: Asked): Verdict {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '')
  if (range !== null) {
    const [, start, total] = range
    if (Number(start) !== fromBytes) return { kind: 'restart' }
    const expected = file.sizeBytes ?? note?.sizeBytes
    if (total !== '*' && expected !== undefined && Number(total) !== expected)
      return { kind: 'restart' }
  }
  const etag = headers.get('etag')
  const isOther = etag !== null && note?.etag !== undefined && bare(etag) !== bare(note.etag)
  return fromBytes === 0 || isOther ? { kind: 'restart' } : { kind: 'append' }
}

function judgeWhole(headers: Headers, { isSameOrigin }: Asked): Verdict {
  const etag = headers.get('etag')
  const length = headers.get('content-length')
  const isExact = isSameOrigin && headers.get('content-encoding') === null
  return {
    kind: 'whole-file',
    ...(etag !== null && { etag }),
    ...(length !== null && { length: { bytes: Number(length), isExact } }),
  }
}

function judgeUnsatisfiable(headers: Headers, { file, fromBytes, note }: Asked): Verdict {
  const total = /^bytes \*\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  // Where CORS hides it, what is known of the size has to do.
  const endsAt = total === undefined ? (file.sizeBytes ?? note?.sizeBytes) : Number(total)
  return endsAt === undefined || endsAt === fromBytes
    ? { kind: 'nothing-left' }
    : { kind: 'restart' }
}

function judgeFailure(status: number, headers: Headers, { file, nowMs }: Asked): Verdict {
  const { path } = file
  switch (status) {
    case 404:
    case 410:
      return { kind: 'refused', error: new VitrineError('file-missing', { path }) }
    case 401:
    case 403:
    case 407:
      return { kind: 'refused', error: new VitrineError('file-forbidden', { path, status }) }
    case 429:
    case 503: {
      const error = new VitrineError('file-busy', { path, status })
      const waitMs = retryAfterMs(headers, nowMs)
      return { kind: 'busy', error, ...(waitMs !== undefined && { retryAfterMs: waitMs }) }
    }
    default: {
      const error = new VitrineError('file-unreachable', { path, status })
      const mayPass = status >= 500 || status === 408 || status === 425
      return { kind: mayPass ? 'busy' : 'refused', error }
    }
  }
}

/** Servers mark the tag of a compressed answer; the file behind it is the same. */
function bare(etag: string): string {
  return etag.replace(/^W\//, '').replace(/[-;](gzip|br|zstd)"$/, '"')
}
