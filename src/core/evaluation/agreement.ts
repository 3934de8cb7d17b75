import { sameName } from './class-folders.ts'

/** Which class of `others` each class of `names` is, by index; -1 where it has none of that name. */
export function alignClasses(names: readonly string[], others: readonly string[]): Int32Array {
  const isSame = names.length === others.length && names.every((name, at) => name === others[at])
  // Names may occur twice in a list (ImageNet has two cranes): equal lists go by their places.
  if (isSame) return Int32Array.from(names, (_, index) => index)
  const places = new Map<string, number>()
  others.forEach((name, index) => {
    if (!places.has(sameName(name))) places.set(sameName(name), index)
  })
  return Int32Array.from(names, (name) => places.get(sameName(name)) ?? -1)
}

/** What two models make of one picture. */
export interface Difference {
  /** Both find the same class the most probable. */
  readonly isAgreed: boolean
  /** By how much the probability differs of the class for which it differs most, in [0, 1]. */
  readonly largest: number
}

/**
 * @param probabilities of all classes, by the one model
 * @param others by the other one
 * @param aligned `alignClasses` of the two; classes that only one of them has do not count towards `largest`
 */
export function differenceOf(
  probabilities: ArrayLike<number>,
  others: ArrayLike<number>,
  aligned: ArrayLike<number>,
): Difference {
  let largest = 0
  for (let index = 0; index < probabilities.length; index++) {
    const other = aligned[index] ?? -1
    if (other < 0) continue
    largest = Math.max(largest, Math.abs(probabilities[index]! - others[other]!))
  }
  return { isAgreed: aligned[firstOf(probabilities)] === firstOf(others), largest }
}

/** The index of the largest; of equal ones the first. */
function firstOf(values: ArrayLike<number>): number {
  let best = 0
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > values[best]!) best = index
  }
  return best
}
