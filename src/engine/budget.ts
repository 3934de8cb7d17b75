/** Sleep, or a page that was busy itself, costs a budget no more than one of these. */
const tickMs = 250

/**
 * Calls `onOver` once when `budgetMs` have passed in which this page was awake, so that a worker is not ended for
 * what was slept through together.
 *
 * @returns how to call it off
 */
export function startBudget(budgetMs: number, onOver: () => void): () => void {
  let ticksLeft = Math.ceil(budgetMs / tickMs)
  const timer = setInterval(() => {
    ticksLeft -= 1
    if (ticksLeft > 0) return
    clearInterval(timer)
    onOver()
  }, tickMs)
  return () => clearInterval(timer)
}
