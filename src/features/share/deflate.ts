/** As long as a piece that is unpacked: a bomb is noticed before it has grown. */
const pieceBytes = 512

/** Undefined where the browser cannot. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  if (typeof CompressionStream === 'undefined') return undefined
  const pieces = await collect(through(bytes, new CompressionStream('deflate-raw')), Infinity)
  return pieces
}

/** Undefined when it is damaged, or has more than `mostBytes`. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  mostBytes: number,
): Promise<Uint8Array | undefined> {
  try {
    return await collect(through(bytes, new DecompressionStream('deflate-raw')), mostBytes)
  } catch {
    return undefined
  }
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  let at = 0
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, (at += pieceBytes)))
    },
  })
  return source.pipeThrough(stream)
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array | undefined> {
  const reader = stream.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > mostBytes) {
      await reader.cancel()
      return undefined
    }
    pieces.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
