/** How many are listed, unless asked otherwise. */
export const usualTopK = 3
export const maxTopK = 10

/** The number that stands in the field, or undefined when it will not do. */
export function parseTopK(raw: string): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  return Number.isInteger(value) && value >= 1 && value <= maxTopK ? value : undefined
}
