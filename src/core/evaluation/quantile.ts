/**
 * The value below which a share `q` of all lie, in [0, 1]; between two values, in proportion (NumPy's `linear`).
 * @returns undefined for no values at all
 */
export function quantile(values: readonly number[], q: number): number | undefined {
  const sorted = Float64Array.from(values).sort()
  const place = (sorted.length - 1) * q
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (place - Math.floor(place))
}
