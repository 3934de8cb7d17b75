import type { CacheRole } from '../roles.ts'

/** `[…, tokens, width]`: for each head the rows of its tokens, one after the other. */
export interface CacheShape {
  /** Heads, of keys and values together where they are in one tensor. */
  readonly heads: number
  readonly rowBytes: number
}

export function cacheShape({ emptyDims, type }: CacheRole): CacheShape {
  const width = emptyDims.at(-1) ?? 0
  const heads = emptyDims.slice(0, -2).reduce((product, dim) => product * dim, 1)
  return { heads, rowBytes: width * (type === 'float32' ? 4 : 2) }
}

/** Bytes of a cache with room for so many tokens. */
export function cacheBytes({ heads, rowBytes }: CacheShape, tokens: number): number {
  return heads * tokens * rowBytes
}

export function dimsFor({ emptyDims }: CacheRole, tokens: number): number[] {
  return emptyDims.with(emptyDims.length - 2, tokens)
}

interface Rows {
  readonly buffer: GPUBuffer
  /** Tokens that each head has room for. */
  readonly tokens: number
}

/** Copies the first `count` rows of each head; a head begins elsewhere where there is room for more tokens. */
export function copyRows(
  encoder: GPUCommandEncoder,
  { heads, rowBytes }: CacheShape,
  from: Rows,
  to: Rows,
  count: number,
): void {
  if (count === 0) return
  for (let head = 0; head < heads; head++) {
    encoder.copyBufferToBuffer(
      from.buffer,
      head * from.tokens * rowBytes,
      to.buffer,
      head * to.tokens * rowBytes,
      count * rowBytes,
    )
  }
}

/** Twice as much until it is enough, and never more than fits. */
export function grownCapacity(before: number, needed: number, most: number): number {
  let capacity = before
  while (capacity < needed) capacity *= 2
  return Math.max(needed, Math.min(capacity, most))
}
