import { current, type RawModule } from '../../raw-module.ts'

/** Addresses and sizes are in bytes. */
export interface Rows {
  readonly address: number
  /** Rows that there is room for in each head. */
  readonly capacity: number
}

/** @throws RangeError when the heap can grow no further */
export function allocate(module: RawModule, bytes: number): number {
  // What has no bytes still needs an address: the runtime takes none for a failure.
  const address = module._malloc(Math.max(bytes, 16)) >>> 0
  if (address === 0) throw new RangeError(`The runtime failed to allocate ${bytes} bytes`)
  return address
}

/** Copies the first `count` rows of each head to where its heads have another number of rows. */
export function copyRows(
  module: RawModule,
  from: Rows,
  to: Rows,
  { heads, count, rowBytes }: { heads: number; count: number; rowBytes: number },
): void {
  const { HEAPU8 } = current(module)
  for (let head = 0; head < heads; head++) {
    const start = from.address + head * from.capacity * rowBytes
    HEAPU8.copyWithin(to.address + head * to.capacity * rowBytes, start, start + count * rowBytes)
  }
}

/** Room for `needed` of something that grows, so that it seldom has to. */
export function grown(needed: number): number {
  return Math.max(256, 2 ** Math.ceil(Math.log2(needed)))
}
