interface ClassProb {
  readonly class: string
  readonly prob: number
}

/** What a reference gives for a picture. */
export interface ReferenceAnswer {
  /** Best first. */
  readonly predictions?: readonly ClassProb[]
  /** The first numbers of the model's output. */
  readonly logits?: readonly number[]
  readonly tolerance?: number
}

export interface OurAnswer {
  /** Best first; at least as many as the reference has, where the model has as many. */
  readonly predictions: readonly ClassProb[]
  readonly logits?: ArrayLike<number>
}

export interface Agreement {
  readonly isEqual: boolean
  readonly tolerance: number
  /** The reference names the same classes in the same order; absent where it names none. */
  readonly isSameOrder?: boolean
  /** Greatest difference of a probability, and of a number of the output. */
  readonly probDifference?: number
  readonly logitDifference?: number
}

const usualTolerance = 0.01

/**
 * Compares an answer with that of a reference. Numbers may differ by the tolerance. Classes may change places where the
 * reference itself has them no further apart than that: which of them comes first is chance.
 */
export function agreementOf(reference: ReferenceAnswer, ours: OurAnswer): Agreement {
  const { predictions, logits, tolerance = usualTolerance } = reference
  const isSameOrder = predictions && orderIsSame(predictions, ours.predictions, tolerance)
  const probDifference = predictions && probsApart(predictions, ours.predictions)
  const logitDifference = logits && numbersApart(logits, ours.logits ?? [])
  return {
    // Numbers in decimals are a hair off in binary.
    isEqual:
      isSameOrder !== false &&
      !((probDifference ?? 0) > tolerance + 1e-9) &&
      !((logitDifference ?? 0) > tolerance + 1e-9),
    tolerance,
    ...(isSameOrder !== undefined && { isSameOrder }),
    ...(probDifference !== undefined && { probDifference }),
    ...(logitDifference !== undefined && { logitDifference }),
  }
}

function orderIsSame(
  wanted: readonly ClassProb[],
  found: readonly ClassProb[],
  tolerance: number,
): boolean {
  return wanted.every((one, place) => {
    const other = found[place]
    if (other === undefined) return false
    if (other.class === one.class) return true
    // One that the reference does not name may be its next.
    const known = wanted.find((each) => each.class === other.class) ?? wanted.at(-1)!
    return Math.abs(known.prob - one.prob) <= tolerance
  })
}

function probsApart(wanted: readonly ClassProb[], found: readonly ClassProb[]): number {
  return wanted.reduce((most, one, place) => {
    // Two classes may have one name.
    const same = found[place]?.class === one.class ? found[place] : undefined
    const other = same ?? found.find((each) => each.class === one.class)
    // It is less probable than all that are listed.
    const prob = other?.prob ?? Math.min(one.prob, found.at(-1)?.prob ?? 0)
    return Math.max(most, Math.abs(prob - one.prob))
  }, 0)
}

function numbersApart(wanted: readonly number[], found: ArrayLike<number>): number {
  return wanted.reduce(
    (most, number, i) => Math.max(most, Math.abs(number - (found[i] ?? Infinity))),
    0,
  )
}
