/** A number of a tensor, with as many decimals as say something. */
export function formatValue(value = NaN): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 1 : 3).replace('-', '−')
}
