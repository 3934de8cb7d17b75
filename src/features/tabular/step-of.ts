import type { Feature } from '../../protocol/table-manifests.ts'

/** How far one press of an arrow key goes: the author's step, else a round hundredth of the range. */
export function stepOf({ kind, step, min, max }: Feature): number | undefined {
  if (step !== undefined) return step
  if (kind === 'integer') return 1
  if (min === undefined || max === undefined || !(max > min)) return undefined
  const fine = (max - min) / 100
  const power = 10 ** Math.floor(Math.log10(fine))
  const factor = [5, 2, 1].find((one) => one * power <= fine) ?? 1
  // 5 * 10 ** -1 and the like come with a tail of digits.
  return Number((factor * power).toPrecision(1))
}
