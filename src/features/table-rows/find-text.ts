import type { TextColumn } from '../../protocol/table-tasks.ts'
import type { Pace } from './slices.ts'

/** Characters that are searched in one go: a few milliseconds. */
const atOnce = 256 * 1024

/**
 * Marks the rows of which a cell of the column contains the words, whatever their case. The column's one long text is
 * searched as it is: no cell is made, and nothing is copied.
 * @param found by row
 */
export async function markRowsWith(
  words: string,
  { text, ends }: TextColumn,
  found: Uint8Array,
  pace: Pace,
): Promise<void> {
  const pattern = new RegExp(words.replaceAll(/[$()*+.?[\\\]^{|}/-]/g, String.raw`\$&`), 'gi')
  let row = 0
  while (row < ends.length) {
    const from = row === 0 ? 0 : ends[row - 1]!
    let last = row
    while (last + 1 < ends.length && ends[last + 1]! - from <= atOnce) last++
    const part = text.slice(from, ends[last])
    pattern.lastIndex = 0
    for (let hit = pattern.exec(part); hit !== null; hit = pattern.exec(part)) {
      const start = from + hit.index
      while (ends[row]! <= start) row++
      if (start + hit[0].length <= ends[row]!) {
        found[row] = 1
        pattern.lastIndex = ends[row]! - from
      } else {
        // It goes over the border of two cells, which only lie side by side.
        pattern.lastIndex = hit.index + 1
      }
    }
    row = last + 1
    if (pace.isDue()) await pace.pause()
  }
}
