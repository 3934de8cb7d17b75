/** `crypto.subtle` wants all bytes in memory at once; above this many they are read in pieces. */
const wholeBytes = 64 * 1024 * 1024
const pieceBytes = 4 * 1024 * 1024

/**
 * SHA-256 in lower-case hexadecimal. Holds at most 64 MB, however large the file is, and works where the page is no
 * secure context and has no `crypto.subtle`.
 */
export async function sha256Of(
  blob: Blob,
  signal?: AbortSignal,
  { wholeUpTo = wholeBytes } = {},
): Promise<string> {
  if (blob.size <= wholeUpTo && subtleIsThere()) {
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())))
  }
  const { sha256 } = await import('@noble/hashes/sha2.js')
  const hash = sha256.create()
  for (let start = 0; start < blob.size; start += pieceBytes) {
    signal?.throwIfAborted()
    hash.update(new Uint8Array(await blob.slice(start, start + pieceBytes).arrayBuffer()))
  }
  return hex(hash.digest())
}

function subtleIsThere(): boolean {
  return 'subtle' in crypto
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
