import { expectedFormat, fileSniffBytes, sniffFile } from '../core/formats/model-format.ts'
import { VitrineError } from '../protocol/errors.ts'
import { fileError } from '../protocol/file-error.ts'
import type { ExportFile } from '../protocol/manifest.ts'
import { readBody, type BodyReader } from './body-reader.ts'
import { judgeResponse, type StatedLength, type Verdict } from './judge-response.ts'
import type { Outside } from './outside.ts'
import type { PartNote } from './records.ts'
import type { Part } from './shelf.ts'
import { createWatchdog, type Watchdog } from './watchdog.ts'

/** One request for a file, or for the rest of it, and where it goes. */
export interface Try {
  readonly key: string
  readonly url: string
  readonly file: ExportFile
  readonly part: Part
  /** Counted up by every response that brings bytes; 1 after one that began anew. */
  readonly trail: { pieces: number }
  /** Only asks whether there is more than what is here. */
  readonly isProbe: boolean
  readonly cache: RequestCache
  readonly signal: AbortSignal
  readonly onBytes: (loadedBytes: number) => void
}

export type Outcome =
  /** The body came to its end, which proves nothing yet. */
  | { readonly kind: 'ended'; readonly length?: StatedLength }
  | { readonly kind: 'cut'; readonly cause: unknown; readonly answered: boolean }
  /** More came than the file has. */
  | { readonly kind: 'too-long' }
  /** What was here went away under our hands. */
  | { readonly kind: 'lost' }
  | Extract<Verdict, { kind: 'nothing-left' | 'restart' | 'busy' }>

/** @throws VitrineError what trying again would not change */
export async function tryOnce(what: Try, outside: Outside): Promise<Outcome> {
  const dog = createWatchdog(what.signal, outside.patience.stallMs)
  let answered = false
  try {
    const fromBytes = what.part.sizeBytes
    const response = await dog.watch(
      outside.fetch(what.url, {
        signal: dog.signal,
        credentials: 'same-origin',
        cache: fromBytes > 0 ? 'no-store' : what.cache,
        ...(fromBytes > 0 && { headers: { Range: `bytes=${fromBytes}-` } }),
      }),
    )
    answered = true
    return await take(response, fromBytes, what, dog, outside)
  } catch (error) {
    if (what.signal.aborted) throw new VitrineError('aborted')
    if (error instanceof VitrineError) throw error
    return { kind: 'cut', cause: error, answered }
  } finally {
    // Cuts what nobody reads any more.
    dog.end()
  }
}

async function take(
  response: Response,
  fromBytes: number,
  what: Try,
  dog: Watchdog,
  { origin, now }: Outside,
): Promise<Outcome> {
  const { file, part, url, trail } = what
  const isSameOrigin = new URL(url, origin).origin === origin
  const asked = { file, fromBytes, note: part.note, isSameOrigin, nowMs: now() }
  const verdict = judgeResponse(response, asked)
  const hasMore = verdict.kind === 'append' || verdict.kind === 'busy'
  if (what.isProbe && !hasMore) return { kind: 'nothing-left' }
  switch (verdict.kind) {
    case 'refused':
      throw verdict.error
    case 'busy':
    case 'nothing-left':
    case 'restart':
      return verdict
    case 'append':
      trail.pieces++
      return (await pour(readBody(response), what, dog)) ?? { kind: 'ended' }
    case 'whole-file': {
      const body = readBody(response)
      // Before anything that is here is given up: a login page must not cost the visitor what has come.
      await refuseOtherFormats(body, file, dog)
      refuseOtherLength(verdict.length, file)
      await part.restart(noteOf(what, verdict))
      trail.pieces = 1
      what.onBytes(part.sizeBytes)
      const { length } = verdict
      const end = { kind: 'ended', ...(length !== undefined && { length }) } as const
      return (await pour(body, what, dog)) ?? end
    }
    default:
      return verdict satisfies never
  }
}

async function pour(
  body: BodyReader,
  { file, part, onBytes }: Try,
  dog: Watchdog,
): Promise<Outcome | undefined> {
  for (;;) {
    const chunk = await dog.watch(body.next())
    if (chunk === undefined) return undefined
    const expectedBytes = part.sizeBytes + chunk.length
    if (file.sizeBytes !== undefined && expectedBytes > file.sizeBytes) return { kind: 'too-long' }
    await part.append(chunk)
    if (part.sizeBytes !== expectedBytes) return { kind: 'lost' }
    onBytes(part.sizeBytes)
  }
}

async function refuseOtherFormats(
  body: BodyReader,
  { path, sizeBytes }: ExportFile,
  dog: Watchdog,
) {
  const expected = expectedFormat(path)
  let format = sniffFile(await dog.watch(body.peek(512)), expected)
  if (format.kind === 'empty' && sizeBytes === 0) return
  // The text of an error, all of it.
  if (format.kind === 'json')
    format = sniffFile(await dog.watch(body.peek(fileSniffBytes)), expected)
  const error = fileError(format, path)
  if (error !== undefined) throw error
}

/** Said beforehand, so nothing needs to come first. */
function refuseOtherLength(length: StatedLength | undefined, { path, sizeBytes }: ExportFile) {
  if (length?.isExact !== true || sizeBytes === undefined || length.bytes === sizeBytes) return
  throw damaged(path, countProblem(length.bytes, sizeBytes))
}

export function damaged(path: string, problem: string): VitrineError {
  return new VitrineError('file-damaged', { path, problem })
}

export function countProblem(cameBytes: number, sizeBytes: number): string {
  return cameBytes > sizeBytes
    ? `more than its ${sizeBytes.toLocaleString('en-US')} bytes came`
    : `${cameBytes.toLocaleString('en-US')} of ${sizeBytes.toLocaleString('en-US')} bytes came`
}

export function noteOf(
  { key, url, file: { sizeBytes, sha256 } }: Pick<Try, 'key' | 'url' | 'file'>,
  { etag, length }: { etag?: string; length?: StatedLength } = {},
): PartNote {
  const total = sizeBytes ?? (length?.isExact === true ? length.bytes : undefined)
  return {
    key,
    url,
    ...(total !== undefined && { sizeBytes: total }),
    ...(sha256 !== undefined && { sha256 }),
    ...(etag !== undefined && { etag }),
  }
}
