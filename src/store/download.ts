import { VitrineError } from '../protocol/errors.ts'
import type { ExportFile } from '../protocol/manifest.ts'

export interface DownloadOptions {
  readonly signal: AbortSignal
  /** Called with the bytes that came since the last call. */
  readonly onBytes: (bytes: number) => void
}

export interface Downloaded {
  readonly bytes: Uint8Array
  /** The hash was known and is right. */
  readonly verified: boolean
}

/**
 * Fetches one file of an export and hands it out only when its size and, where known, its sha256 are right. The end
 * of a stream proves nothing: a body cut by a closing connection ends like a whole one.
 * @throws VitrineError `file-missing`, `file-unreachable`, `file-damaged`, `file-is-web-page`, `aborted`
 */
export async function download(
  url: string,
  file: ExportFile,
  { signal, onBytes }: DownloadOptions,
): Promise<Downloaded> {
  const { path, sha256 } = file
  const response = await fetch(url, { signal, credentials: 'same-origin' }).catch(
    (cause: unknown) => {
      throw signal.aborted
        ? new VitrineError('aborted')
        : new VitrineError('file-unreachable', { path }, { cause })
    },
  )
  if (response.status === 404 || response.status === 410)
    throw new VitrineError('file-missing', { path })
  if (!response.ok) throw new VitrineError('file-unreachable', { path, status: response.status })
  if (response.headers.get('content-type')?.startsWith('text/html') === true) {
    throw new VitrineError('file-is-web-page', { path })
  }
  const bytes = await readBody(response, file, { signal, onBytes })
  if (sha256 === undefined) return { bytes, verified: false }
  const digest = await hash(bytes)
  if (digest === undefined) return { bytes, verified: false }
  if (digest !== sha256)
    throw new VitrineError('file-damaged', { path, problem: 'its hash differs' })
  return { bytes, verified: true }
}

/** Reads into one buffer of the size that the manifest states, so that nothing is joined or copied at the end. */
async function readBody(
  response: Response,
  { path, sizeBytes = 0 }: ExportFile,
  { signal, onBytes }: DownloadOptions,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(sizeBytes)
  let length = 0
  try {
    // A reader, because Safari's streams are not async iterable.
    const reader = response.body?.getReader()
    for (;;) {
      const chunk = (await reader?.read())?.value
      if (chunk === undefined) break
      if (length + chunk.length > sizeBytes) throw tooLong(path, sizeBytes)
      bytes.set(chunk, length)
      length += chunk.length
      onBytes(chunk.length)
    }
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause
    if (signal.aborted) throw new VitrineError('aborted')
    throw new VitrineError('file-unreachable', { path }, { cause })
  }
  return checkedLength(bytes.subarray(0, length), sizeBytes, path)
}

function checkedLength(bytes: Uint8Array, sizeBytes: number, path: string): Uint8Array {
  if (bytes.length === sizeBytes) return bytes
  const problem = `${bytes.length.toLocaleString('en-US')} of ${sizeBytes.toLocaleString('en-US')} bytes came`
  throw new VitrineError('file-damaged', { path, problem })
}

function tooLong(path: string, sizeBytes: number): VitrineError {
  const problem = `more than its ${sizeBytes.toLocaleString('en-US')} bytes came`
  return new VitrineError('file-damaged', { path, problem })
}

/** Lower-case hexadecimal, or nothing where the page is not a secure context and has no `crypto.subtle`. */
async function hash(bytes: Uint8Array): Promise<string | undefined> {
  if (!('subtle' in crypto)) return undefined
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
