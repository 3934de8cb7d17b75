/** −log2 of a probability: 0 for what was certain, 1 for a coin toss. */
export function bitsOf(prob: number): number {
  // A probability may be too small for its number; its surprise is great, not infinite.
  return -Math.log2(Math.max(prob, Number.MIN_VALUE))
}

/** In bits: where a stronger colour begins. */
export const surpriseSteps = [1, 3, 6, 10] as const

/** 0 for what was expected, 4 for the greatest surprise. */
export function surpriseLevel(prob: number): number {
  const bits = bitsOf(prob)
  return surpriseSteps.filter((step) => bits >= step).length
}

/** One hue, stronger with each level; 4.5:1 and more under the ink of both themes. */
export const surpriseLooks = [
  '',
  'bg-[light-dark(#fdf1d6,#2e2713)]',
  'bg-[light-dark(#fadb9c,#4b3a10)]',
  'bg-[light-dark(#f2bd58,#68500f)]',
  'bg-[light-dark(#df9a2b,#82640c)]',
] as const

export function formatBits(bits: number): string {
  return `${bits < 10 ? bits.toFixed(1) : Math.round(bits)} bits`
}
