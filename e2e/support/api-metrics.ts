/** A sample of Prometheus' text format: its name with its labels in order, and its value. */
export type Metrics = ReadonlyMap<string, number>

/** Throws where a line is none of the format, or a sample comes twice. */
export function metricsIn(text: string): Metrics {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '' || /^# (HELP|TYPE) [a-z_]+ ./.test(line)) continue
    const found = /^([a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})?) (\S+)$/.exec(line)
    const value = Number(found?.[2])
    if (found === null || Number.isNaN(value)) throw new Error(`No sample: ${line}`)
    if (samples.has(found[1]!)) throw new Error(`Twice: ${line}`)
    samples.set(found[1]!, value)
  }
  return samples
}

/** The sum of all samples of a family that have all these labels. */
export function total(metrics: Metrics, name: string, ...labels: readonly string[]): number {
  let sum = 0
  for (const [key, value] of metrics) {
    const isOne = key === name || key.startsWith(`${name}{`)
    if (isOne && labels.every((label) => key.includes(label))) sum += value
  }
  return sum
}

/** Histograms whose buckets do not grow, or whose last one is not the count. */
export function unevenHistograms(metrics: Metrics): string[] {
  const uneven = new Set<string>()
  const last = new Map<string, number>()
  for (const [key, value] of metrics) {
    const found = /^(\w+)_bucket\{(.*?),?le="([^"]+)"\}$/.exec(key)
    if (found === null) continue
    const [, name, labels, end] = found as unknown as [string, string, string, string]
    const series = labels === '' ? name : `${name}{${labels}}`
    if (value < (last.get(series) ?? 0)) uneven.add(series)
    last.set(series, value)
    const count = metrics.get(labels === '' ? `${name}_count` : `${name}_count{${labels}}`)
    if (end === '+Inf' && count !== value) uneven.add(series)
  }
  return [...uneven]
}
