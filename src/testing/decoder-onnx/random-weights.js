// @ts-check

/**
 * Each weight has its own row of random numbers, told by its name: graphs that are written in different ways, or that
 * have other precisions, are the same network.
 * @param {number} seed
 * @param {string} name
 * @param {number} count
 * @param {number} spread The numbers are even between -spread and +spread.
 * @param {number} [middle]
 */
export function randomWeights(seed, name, count, spread, middle = 0) {
  let state = hash(`${seed} ${name}`)
  const values = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const even = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    values[i] = middle + (2 * even - 1) * spread
  }
  return values
}

/**
 * FNV-1a
 * @param {string} text
 */
function hash(text) {
  let value = 0x811c9dc5
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return value | 0
}
