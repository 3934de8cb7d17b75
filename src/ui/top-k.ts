import { parseNumber } from '../core/tensors/number-range.ts'

/** How many are listed, unless asked otherwise. */
export const usualTopK = 3
export const maxTopK = 10

/** The number that stands in the field, or undefined when it will not do. */
export function parseTopK(raw: string): number | undefined {
  return parseNumber({ min: 1, max: maxTopK, isWhole: true }, raw)
}
