/**
 * `crypto.subtle` is some ten times as quick as script, but wants all bytes in memory at once, and Chromium copies
 * them there once more; above this many they are read in pieces.
 */
const wholeBytes = 128 * 1024 * 1024
const pieceBytes = 4 * 1024 * 1024

/**
 * SHA-256 in lower-case hexadecimal. Holds at most twice 128 MB, and only until it is done; works where the page is no
 * secure context and has no `crypto.subtle`.
 */
export async function sha256Of(
  blob: Blob,
  signal?: AbortSignal,
  { wholeUpTo = wholeBytes } = {},
): Promise<string> {
  if (blob.size <= wholeUpTo && subtleIsThere()) {
    const bytes: ShrinkableBuffer = await blob.arrayBuffer()
    const digest = await crypto.subtle.digest('SHA-256', bytes)
    // Not when the collector finds the time: the model is loaded next.
    bytes.transfer?.(0)
    return hex(new Uint8Array(digest))
  }
  const { sha256 } = await import('@noble/hashes/sha2.js')
  const hash = sha256.create()
  for (let start = 0; start < blob.size; start += pieceBytes) {
    signal?.throwIfAborted()
    hash.update(new Uint8Array(await blob.slice(start, start + pieceBytes).arrayBuffer()))
  }
  return hex(hash.digest())
}

/** Of ES2024; browsers have it since 2023. */
type ShrinkableBuffer = ArrayBuffer & { transfer?(byteLength: number): ArrayBuffer }

function subtleIsThere(): boolean {
  return 'subtle' in crypto
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
