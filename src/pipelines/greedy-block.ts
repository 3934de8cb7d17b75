/** So long a block may take, a part of the time in which Stop has to answer. */
const blockMs = 48
const mostTokens = 16

/**
 * How many tokens to let a device write before they are looked at: the more, the less waiting for it; but they appear
 * all at once, and nothing can be stopped in between.
 */
export function createGreedyBlock(now: () => number) {
  let size = 1
  let startedAt = 0
  return {
    begin(room: number): number {
      startedAt = now()
      return Math.min(size, room)
    },
    end(count: number): void {
      const msPerToken = (now() - startedAt) / count
      const fitting = Math.floor(blockMs / Math.max(msPerToken, 0.001))
      // Grows gently: the first tokens of a session also compile its shaders.
      size = Math.max(1, Math.min(fitting, count * 2, mostTokens))
    },
  }
}
