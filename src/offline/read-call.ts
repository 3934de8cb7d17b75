import { apiFolder, type RelayCall } from '../protocol/api-relay.ts'

/** As much as the API takes, which says so itself too (`src/api/limits.ts`). */
export const bodyLimitBytes = 70_000_000

/**
 * A request as the API takes it; `too-big` as soon as that is known, which for most bodies is before they are read.
 * @param path relative to the site
 */
export async function readCall(
  request: Request,
  path: string,
  limitBytes = bodyLimitBytes,
): Promise<Omit<RelayCall, 'type'> | 'too-big'> {
  const body = await readBody(request, limitBytes)
  if (body === 'too-big') return body
  return {
    method: request.method,
    path: path.slice(apiFolder.length).replace(/\/$/, ''),
    headers: Object.fromEntries(request.headers),
    body,
  }
}

async function readBody(request: Request, limitBytes: number): Promise<ArrayBuffer | 'too-big'> {
  if (Number(request.headers.get('Content-Length')) > limitBytes) return 'too-big'
  const stream = request.body as ReadableStream<Uint8Array> | null | undefined
  // Firefox has no `body`: there it is read first and weighed then.
  if (stream === undefined || stream === null) {
    const whole = await request.arrayBuffer()
    return whole.byteLength > limitBytes ? 'too-big' : whole
  }
  const pieces: Uint8Array[] = []
  let sizeBytes = 0
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) break
    sizeBytes += value.byteLength
    if (sizeBytes > limitBytes) {
      await reader.cancel()
      return 'too-big'
    }
    pieces.push(value)
  }
  return joined(pieces, sizeBytes)
}

function joined(pieces: readonly Uint8Array[], sizeBytes: number): ArrayBuffer {
  const whole = new Uint8Array(sizeBytes)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole.buffer
}
