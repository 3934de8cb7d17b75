/** Numbers out of what somebody typed; undefined where it is none that will do. */

export function numberIn(raw: string, min = -Infinity, max = Infinity): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  return Number.isFinite(value) && value >= min && value <= max ? value : undefined
}

export function wholeNumber(
  raw: string,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = numberIn(raw, min, max)
  return Number.isInteger(value) ? value : undefined
}

/** "0.5" or "1/255". */
export function fraction(raw: string): number | undefined {
  const [over, under, ...more] = raw.split('/')
  const [a, b] = [numberIn(over ?? ''), under === undefined ? 1 : numberIn(under)]
  if (a === undefined || b === undefined || b === 0 || more.length > 0) return undefined
  return a / b
}

/** As many numbers as there are channels; a single one is meant for all. */
export function numberPerChannel(
  raw: string,
  channels: number,
  isGood: (value: number) => boolean = () => true,
): readonly number[] | undefined {
  const numbers = numbersOf(raw)
  if (numbers === undefined || !numbers.every(isGood)) return undefined
  if (numbers.length === 1) return Array.from({ length: channels }, () => numbers[0] ?? 0)
  return numbers.length === channels ? numbers : undefined
}

/** "0.5, 0.5" or "[0.5 0.5]"; at least one. */
export function numbersOf(raw: string): readonly number[] | undefined {
  const words = raw
    .replace(/[[\]()]/g, ' ')
    .trim()
    .split(/[\s,;]+/)
  const values = words.map((word) => numberIn(word))
  return values.every((value) => value !== undefined) ? values : undefined
}

/** The record without what is undefined. */
export function withoutGaps<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
