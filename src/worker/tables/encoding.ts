import type { TableReading } from '../../protocol/table-tasks.ts'

type Encoding = TableReading['encoding']

/**
 * What the first bytes of a text are written in: a byte order mark says it, else zero bytes at every second place mean
 * UTF-16, else it is UTF-8 where it can be.
 * @param head may end in the middle of a character
 */
export function guessEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (const [index, byte] of head.subarray(0, 4096).entries()) if (byte === 0) zeros[index % 2]!++
  const [even = 0, odd = 0] = zeros
  const half = Math.min(head.length, 4096) / 2
  if (odd > half * 0.3 && even < odd / 10) return 'utf-16le'
  if (even > half * 0.3 && odd < even / 10) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
