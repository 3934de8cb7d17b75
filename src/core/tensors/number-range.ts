/** The numbers that a field takes, both ends included. */
export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
}

/** The number that stands in a field, or undefined when it is none or out of range. */
export function parseNumber({ min, max, isWhole }: NumberRange, raw: string): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  const isGood = value >= min && value <= max
  return isGood && (!isWhole || Number.isInteger(value)) ? value : undefined
}

export function rangeWords({ min, max, isWhole }: NumberRange): string {
  return `${isWhole ? 'a whole number from ' : ''}${min} to ${max.toLocaleString('en-US')}`
}

/** A whole number that nobody chose. */
export function drawWhole({ min, max }: Pick<NumberRange, 'min' | 'max'>): number {
  return min + Math.floor(Math.random() * (max - min + 1))
}
