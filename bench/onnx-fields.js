// @ts-check
/**
 * As much of the Protocol Buffers wire format as it takes to read and change names in an ONNX file.
 * https://protobuf.dev/programming-guides/encoding/
 */

/**
 * @typedef {object} Field
 * @property {number} number
 * @property {Uint8Array} whole With its tag, as it stands in the message.
 * @property {Uint8Array | undefined} content Of a string or a message; absent for numbers.
 */

/**
 * @param {Uint8Array} message
 * @returns {Generator<Field>}
 * @throws {RangeError} When the bytes are no message.
 */
export function* fieldsOf(message) {
  let at = 0
  while (at < message.length) {
    const start = at
    const tag = readVarint(message, at)
    const wireType = tag.value % 8
    at = tag.end
    let content
    if (wireType === 0) {
      at = readVarint(message, at).end
    } else if (wireType === 2) {
      const length = readVarint(message, at)
      at = length.end + length.value
      content = message.subarray(length.end, at)
    } else if (wireType === 1 || wireType === 5) {
      at += wireType === 1 ? 8 : 4
    } else {
      throw new RangeError(`Wire type ${wireType} is not in use`)
    }
    if (at > message.length) throw new RangeError('A field reaches beyond its message')
    yield { number: Math.floor(tag.value / 8), whole: message.subarray(start, at), content }
  }
}

/**
 * @param {number} number
 * @param {Uint8Array} content
 * @returns {Uint8Array} A string's or a message's field, tag and length included.
 */
export function lengthDelimited(number, content) {
  return concatenate([varint(number * 8 + 2), varint(content.length), content])
}

/**
 * @param {readonly Uint8Array[]} parts
 * @returns {Uint8Array}
 */
export function concatenate(parts) {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function readVarint(bytes, at) {
  let value = 0
  for (let shift = 1; ; shift *= 128) {
    const byte = bytes[at++]
    if (byte === undefined) throw new RangeError('A number reaches beyond its message')
    // Not by bit shifts: lengths may take more than 31 bits.
    value += (byte & 127) * shift
    if (byte < 128) return { value, end: at }
  }
}

/** @param {number} value */
function varint(value) {
  const bytes = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}
