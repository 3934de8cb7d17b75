// @ts-check
/** @typedef {{ start: number, end: number }} ByteRange Both ends are inside the range, as in HTTP. */

/**
 * Reads a `Range` header as RFC 9110 §14 wants it: what is not one well-formed byte range is
 * ignored, and the whole file sent.
 * @param {string | undefined} header
 * @param {number} sizeBytes Of the whole file.
 * @returns {ByteRange | 'whole' | 'unsatisfiable'}
 */
export function parseRange(header, sizeBytes) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? 'whole' : suffix(Number(last), sizeBytes)
  const start = Number(first)
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (last !== '' && Number(last) < start) return 'whole'
  return start < sizeBytes ? { start, end } : 'unsatisfiable'
}

/**
 * The last bytes of a file.
 * @param {number} lengthBytes
 * @param {number} sizeBytes
 * @returns {ByteRange | 'unsatisfiable'}
 */
function suffix(lengthBytes, sizeBytes) {
  if (lengthBytes === 0 || sizeBytes === 0) return 'unsatisfiable'
  return { start: Math.max(0, sizeBytes - lengthBytes), end: sizeBytes - 1 }
}
