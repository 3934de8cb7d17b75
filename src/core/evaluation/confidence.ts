/** Below this, the most probable class of all is more likely wrong than right by far. */
const lowProb = 0.3
/** A lead of less than this over the second is soon lost: to another crop, to another rounding. */
const narrowLead = 0.1

/** `low`: even the first is improbable. `close`: the second is nearly as probable. */
export type Confidence = 'sure' | 'low' | 'close'

/**
 * How much a list of classes that exclude one another may be relied on: `low` under 30 % for the first, `close` where the
 * second comes within ten percentage points of it. It speaks of the model's own probabilities, which may be wrong.
 * @param probabilities best first, in [0, 1]; the first two count
 */
export function confidenceOf([first, second]: readonly number[]): Confidence {
  if (first === undefined) return 'sure'
  if (first < lowProb) return 'low'
  return second !== undefined && first - second < narrowLead ? 'close' : 'sure'
}
