/** A number as people read it: six digits that count, as float32 has them. */
export function formatNumber(value: number): string {
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e15)) {
    return String(Number(value.toPrecision(6)))
  }
  return value.toLocaleString('en-US', { maximumSignificantDigits: 6 })
}

export function withUnit(value: number, unit: string | undefined): string {
  return unit === undefined ? formatNumber(value) : `${formatNumber(value)} ${unit}`
}
