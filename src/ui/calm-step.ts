/** How often a second the numbers beside a growing text may change and still be read. */
const glancesPerSecond = 5

/** The latest step that is worth showing numbers of: a fast model makes more of them than an eye can follow. */
export function calmStep<Step extends { readonly tokensPerSecond: number }>(
  steps: readonly Step[],
): Step | undefined {
  const latest = steps.at(-1)
  if (latest === undefined) return undefined
  const stride = Math.max(1, Math.round(latest.tokensPerSecond / glancesPerSecond))
  return steps[Math.floor((steps.length - 1) / stride) * stride]
}
