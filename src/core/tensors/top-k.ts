/**
 * The indices of the `k` largest values, largest first; of equal values the one with the lower index comes first.
 * One pass with a short sorted list, which for the few that are ever asked for beats sorting a whole vocabulary.
 * NaN is never among them.
 */
export function topK(values: ArrayLike<number>, k: number): number[] {
  const best: number[] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    if (best.length >= k && !(value > values[best[best.length - 1]!]!)) continue
    let place = best.length
    while (place > 0 && value > values[best[place - 1]!]!) place--
    best.splice(place, 0, i)
    if (best.length > k) best.pop()
  }
  return best
}
