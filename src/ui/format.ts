/** A probability in [0, 1] as people read it, always with one decimal. */
export function formatPercent(prob: number): string {
  return `${(prob * 100).toFixed(1)} %`
}

/** Decimal units, as browsers and shops count. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} bytes`
  if (sizeBytes < 100_000) return `${Math.round(sizeBytes / 1000)} kB`
  return sizeBytes < 999_950_000
    ? `${(sizeBytes / 1e6).toFixed(1)} MB`
    : `${(sizeBytes / 1e9).toFixed(1)} GB`
}

/** Milliseconds without their unit: one decimal where it says something. */
export function formatMs(durationMs: number): string {
  return durationMs < 100 ? durationMs.toFixed(1) : String(Math.round(durationMs))
}

export function formatDuration(durationMs: number): string {
  return durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`
}

export function plural(count: number, singular: string): string {
  return `${count.toLocaleString('en-US')} ${singular}${count === 1 ? '' : 's'}`
}
