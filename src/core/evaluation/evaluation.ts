/** One picture whose class is known, and what a model said of it. Classes are output indices. */
export interface Judged {
  readonly truth: number
  /** Most probable first; as many as are to be counted. */
  readonly ranked: readonly number[]
  /** Of the first of them, in [0, 1]. */
  readonly prob: number
}

/** A share of a whole, with what it could be as well: 95 % of such intervals hold the true share. */
export interface Share {
  readonly hits: number
  readonly total: number
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface ClassScores {
  readonly class: number
  /** Pictures of this class. */
  readonly support: number
  /** Pictures that the model took for this class. */
  readonly predicted: number
  readonly hits: number
  /** Of what it took for this class, how much is; undefined where it took nothing for it. */
  readonly precision: number | undefined
  /** Of this class, how much it found; undefined where there is nothing of it. */
  readonly recall: number | undefined
}

/** Of the normal distribution, two-sided, 95 %. */
const z = 1.959963984540054

/**
 * The share of pictures whose class is among the first `k`. With Wilson's score interval (1927, equation as in Brown, Cai
 * and DasGupta 2001), which stays honest for few pictures and for shares near 0 and 1.
 */
export function accuracyOf(judged: readonly Judged[], k: number): Share {
  const hits = judged.filter(({ truth, ranked }) => ranked.slice(0, k).includes(truth)).length
  return wilson(hits, judged.length)
}

/** @param total of nothing at all nothing is known: the interval is all of it */
export function wilson(hits: number, total: number): Share {
  if (total === 0) return { hits, total, share: 0, low: 0, high: 1 }
  const share = hits / total
  const denominator = 1 + z ** 2 / total
  const centre = (share + z ** 2 / (2 * total)) / denominator
  const spread = Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2))
  const half = (z * spread) / denominator
  // At the ends the interval begins exactly there; rounding would leave 1e-17 of it.
  const low = hits === 0 ? 0 : centre - half
  const high = hits === total ? 1 : centre + half
  return { hits, total, share, low, high }
}

/** Precision and recall of every class that occurs, as truth or as answer, by index. */
export function classScoresOf(judged: readonly Judged[]): ClassScores[] {
  const counts = new Map<number, { support: number; predicted: number; hits: number }>()
  const of = (index: number) => {
    const count = counts.get(index) ?? { support: 0, predicted: 0, hits: 0 }
    counts.set(index, count)
    return count
  }
  for (const { truth, ranked } of judged) {
    const [answer] = ranked
    of(truth).support += 1
    if (answer === undefined) continue
    of(answer).predicted += 1
    if (answer === truth) of(truth).hits += 1
  }
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([index, { support, predicted, hits }]) => ({
      class: index,
      support,
      predicted,
      hits,
      precision: predicted === 0 ? undefined : hits / predicted,
      recall: support === 0 ? undefined : hits / support,
    }))
}

/** Of those that are wrong, the ones whose answer was the most probable first: places in the list, at most `count`. */
export function worstMistakes(judged: readonly Judged[], count: number): number[] {
  return judged
    .map(({ truth, ranked, prob }, place) => ({ place, prob, isWrong: ranked[0] !== truth }))
    .filter(({ isWrong }) => isWrong)
    .sort((one, other) => other.prob - one.prob)
    .slice(0, count)
    .map(({ place }) => place)
}
