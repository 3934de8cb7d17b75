/** RFC 4648 §5 without padding: what may stand in an address as it is. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encodeBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(i, i + 3)
    const bits = (first << 16) | (second << 8) | third
    // One byte takes two characters, two take three.
    const characters = Math.min(3, bytes.length - i) + 1
    for (let k = 0; k < characters; k++) text += alphabet[(bits >> (18 - 6 * k)) & 63]
  }
  return text
}

/** Undefined for anything that `encodeBase64Url` would not have written: each text means other bytes. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const character of text) {
    const value = alphabet.indexOf(character)
    if (value < 0) return undefined
    bits = ((bits << 6) | value) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = bits >> held
    }
  }
  const isWhole = held < 6 && (bits & ((1 << held) - 1)) === 0
  return isWhole ? bytes : undefined
}
