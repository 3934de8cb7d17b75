/** 2⁻⁵³: the distance between neighbouring results. */
const step = 1 / 9007199254740992

/**
 * Uniform numbers in [0, 1) with 53 random bits, the same ones for the same seed everywhere. Not for secrets.
 *
 * @param seed 0 to 2³² − 1
 */
export function createRandom(seed: number): () => number {
  const split = splitmix32(seed)
  const next = xoshiro128([split(), split(), split(), split()])
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6)) * step
}

/**
 * xoshiro128** 1.1 by D. Blackman and S. Vigna (public domain), https://prng.di.unimi.it/xoshiro128starstar.c
 *
 * @param state four unsigned 32-bit numbers, not all 0
 * @returns a function that gives unsigned 32-bit numbers
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result >>> 0
  }
}

/**
 * Spreads one seed over the state of a larger generator, as Vigna advises. The 32-bit form of SplitMix with the
 * multipliers that C. Wellons found by search, https://github.com/skeeto/hash-prospector. Its outputs for
 * successive counters are all different, so a state made of them is never all 0.
 */
function splitmix32(seed: number): () => number {
  let counter = seed | 0
  return () => {
    counter = (counter + 0x9e3779b9) | 0
    let mixed = counter ^ (counter >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
