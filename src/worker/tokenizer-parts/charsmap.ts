/**
 * The table by which SentencePiece rewrites characters before it looks for pieces: a double array ("Darts") of the
 * characters' bytes, then all replacements, each ended by a 0.
 *
 * As the Rust library reads it: a cluster of characters of less than 6 bytes is looked up as a whole, where the
 * shortest entry that it begins with stands for all of it; else each character by itself.
 *
 * @param base64 `precompiled_charsmap` of a `tokenizer.json`
 */
export function createCharsmap(base64: string): (text: string) => string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  const trieBytes = bytes.length < 4 ? 0 : Math.min(view.getUint32(0, true), bytes.length - 4)
  const units = Uint32Array.from({ length: trieBytes >> 2 }, (_, i) =>
    view.getUint32(4 + 4 * i, true),
  )
  const texts = bytes.subarray(4 + trieBytes)
  const known = new Map<string, string | undefined>()

  function find(part: string): string | undefined {
    if (known.has(part)) return known.get(part)
    const found = lookUp(encoder.encode(part))
    if (known.size < mostKnown) known.set(part, found)
    return found
  }

  function lookUp(key: Uint8Array): string | undefined {
    let place = offsetOf(units[0] ?? 0)
    for (const byte of key) {
      if (byte === 0) return undefined
      place ^= byte
      const unit = units[place] ?? 0
      if (labelOf(unit) !== byte) return undefined
      place ^= offsetOf(unit)
      if (hasLeaf(unit)) return textAt((units[place] ?? 0) & 0x7fffffff)
    }
    return undefined
  }

  function textAt(start: number): string {
    const end = texts.indexOf(0, start)
    return decoder.decode(texts.subarray(start, end < 0 ? texts.length : end))
  }

  function rewrite(cluster: string): string {
    const whole = isShort(cluster) ? find(cluster) : undefined
    return whole ?? Array.from(cluster, (char) => find(char) ?? char).join('')
  }

  return (text) => clustersOf(text).map(rewrite).join('')
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** Texts have few different characters; hostile ones have many. */
const mostKnown = 10_000

const hasLeaf = (unit: number) => (unit & 0x100) !== 0
const labelOf = (unit: number) => unit & 0x800000ff
const offsetOf = (unit: number) => (unit >>> 10) << ((unit & 0x200) >>> 6)

function isShort(cluster: string): boolean {
  return cluster.length < 6 && encoder.encode(cluster).length < 6
}

/** What a reader takes for one character. A browser without a segmenter gets the characters. */
function clustersOf(text: string): string[] {
  if (!('Segmenter' in Intl)) return Array.from(text)
  const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)
  return Array.from(clusters, ({ segment }) => segment)
}
