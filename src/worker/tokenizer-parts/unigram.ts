import type { Unigram } from '@huggingface/tokenizers'

/**
 * The most probable pieces of each word; characters that no piece has, in a row, are one unknown piece.
 *
 * The library's own search compares other sums, so that among equally good ways ("----" as 3 and 1 or as 1 and 3)
 * rounding decides otherwise than in Rust.
 */
export function createUnigramSearch(model: Unigram): (words: readonly string[]) => string[] {
  const { trie, tokens_to_ids: ids, unk_token_id: unknownId = -1, unk_score: unknown } = model
  const scores = Float64Array.from(model.scores, asSerdeReads)

  return (words) => words.flatMap((word) => piecesOf(Array.from(word)))

  function piecesOf(chars: readonly string[]): string[] {
    const best = new Float64Array(chars.length + 1)
    /** Where the best way to each place comes from; -1 where there is none yet. */
    const from = new Int32Array(chars.length + 1).fill(-1)
    const isUnknown = new Uint8Array(chars.length + 1)

    for (let start = 0; start < chars.length; start++) {
      let hasSingle = false
      const offer = (end: number, score: number, unk: boolean) => {
        const sum = score + best[start]!
        if (from[end] !== -1 && sum <= best[end]!) return
        best[end] = sum
        from[end] = start
        isUnknown[end] = unk ? 1 : 0
      }
      let end = start
      let length = 0
      for (const piece of trie.common_prefix_search(chars as string[], start)) {
        for (; length < piece.length; end++) length += chars[end]!.length
        hasSingle ||= end === start + 1
        const id = ids.get(piece) ?? unknownId
        offer(end, scores[id] ?? unknown, id === unknownId)
      }
      if (!hasSingle) offer(start + 1, unknown, true)
    }

    const pieces: string[] = []
    let wasUnknown = false
    for (let end = chars.length; end > 0; end = from[end]!) {
      const piece = chars.slice(from[end], end).join('')
      const isNow = isUnknown[end] === 1
      if (isNow && wasUnknown) pieces.push(piece + pieces.pop()!)
      else pieces.push(piece)
      wasUnknown = isNow
    }
    return pieces.reverse()
  }
}

/** As a whole number divided by a power of ten: two roundings where the digits are more than a double holds. */
function asSerdeReads(score: number): number {
  const [, sign, whole, rest] = /^(-?)(\d+)\.(\d+)$/.exec(String(score)) ?? []
  if (whole === undefined || rest === undefined) return score
  const size = Number(whole + rest) / 10 ** rest.length
  return sign === '-' ? -size : size
}
