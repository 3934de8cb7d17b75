/** RFC 4648 §4, with padding. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const values = new Int8Array(128).fill(-1)
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i

/**
 * Undefined for what is no base64: another character, a piece that is missing, padding that does not fit, bits that
 * belong to no byte. Line breaks and other ASCII white space, as tools write it, are passed over.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const dense = /[\t\n\f\r ]/.test(text) ? text.replaceAll(/[\t\n\f\r ]+/g, '') : text
  const { length } = dense
  if (length % 4 !== 0) return undefined
  const padding = dense.endsWith('==') ? 2 : dense.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((length / 4) * 3 - padding)
  const whole = padding === 0 ? length : length - 4
  let wrong = 0
  let at = 0
  for (let i = 0; i < whole; i += 4) {
    const a = valueAt(dense, i)
    const b = valueAt(dense, i + 1)
    const c = valueAt(dense, i + 2)
    const d = valueAt(dense, i + 3)
    // Negative as soon as one of them is.
    wrong |= a | b | c | d
    bytes[at++] = (a << 2) | (b >> 4)
    bytes[at++] = (b << 4) | (c >> 2)
    bytes[at++] = (c << 6) | d
  }
  if (padding > 0) {
    const a = valueAt(dense, whole)
    const b = valueAt(dense, whole + 1)
    const c = padding === 1 ? valueAt(dense, whole + 2) : 0
    wrong |= a | b | c
    bytes[at++] = (a << 2) | (b >> 4)
    if (padding === 1) bytes[at++] = (b << 4) | (c >> 2)
    const unused = padding === 1 ? c & 3 : b & 15
    if (unused !== 0) return undefined
  }
  return wrong < 0 ? undefined : bytes
}

function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code < 128 ? values[code]! : -1
}

export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  // Character by character a text of a megabyte takes seconds.
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const some = bytes.subarray(start, start + pieceBytes)
    const codes = new Uint8Array(Math.ceil(some.length / 3) * 4)
    let at = 0
    for (let i = 0; i < some.length; i += 3) {
      const left = some.length - i
      const bits = (some[i]! << 16) | ((some[i + 1] ?? 0) << 8) | (some[i + 2] ?? 0)
      codes[at++] = alphabetCodes[bits >> 18]!
      codes[at++] = alphabetCodes[(bits >> 12) & 63]!
      codes[at++] = left > 1 ? alphabetCodes[(bits >> 6) & 63]! : padCode
      codes[at++] = left > 2 ? alphabetCodes[bits & 63]! : padCode
    }
    // Spread, it would go through an iterator, which takes ten times as long.
    pieces.push(String.fromCharCode.apply(null, codes as unknown as number[]))
  }
  return pieces.join('')
}

/** Whole groups of three, and no more characters than a call takes arguments. */
const pieceBytes = 3 * 4096
const padCode = 61
const alphabetCodes = Uint8Array.from(alphabet, (character) => character.charCodeAt(0))
