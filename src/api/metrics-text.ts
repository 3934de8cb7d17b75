/** Prometheus' text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/ */

export type Labels = Readonly<Record<string, string>>

export interface Counted {
  add(labels: Labels, by?: number): void
}

export interface Measured {
  observe(labels: Labels, value: number): void
}

/** Upper ends in seconds: from a row of a table to a long text. */
export const buckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
] as const

interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  lines(): Iterable<string>
}

/** Series come and go with labels of closed lists and of models: their number is bounded by who makes them. */
export function createRegistry() {
  const families: Family[] = []
  return {
    counter(name: string, help: string): Counted {
      const series = new Map<string, number>()
      families.push({ name, help, type: 'counter', lines: () => linesOf(name, series) })
      return {
        add(labels, by = 1) {
          const key = labelText(labels)
          series.set(key, (series.get(key) ?? 0) + by)
        },
      }
    },
    /** Asked for when it is written. */
    gauge(name: string, help: string, read: () => Iterable<readonly [Labels, number]>): void {
      families.push({
        name,
        help,
        type: 'gauge',
        lines: () =>
          linesOf(
            name,
            new Map(Array.from(read(), ([labels, value]) => [labelText(labels), value])),
          ),
      })
    },
    histogram(name: string, help: string): Measured {
      const series = new Map<string, { counts: number[]; sum: number; labels: Labels }>()
      families.push({
        name,
        help,
        type: 'histogram',
        *lines() {
          for (const { counts, sum, labels } of series.values()) {
            let below = 0
            for (const [index, end] of [...buckets, '+Inf'].entries()) {
              below += counts[index]!
              yield `${name}_bucket${labelText({ ...labels, le: String(end) })} ${below}`
            }
            yield `${name}_sum${labelText(labels)} ${sum}`
            yield `${name}_count${labelText(labels)} ${below}`
          }
        },
      })
      return {
        observe(labels, value) {
          const key = labelText(labels)
          const one = series.get(key) ?? { counts: Array<number>(16).fill(0), sum: 0, labels }
          series.set(key, one)
          const place = buckets.findIndex((end) => value <= end)
          one.counts[place < 0 ? buckets.length : place]!++
          one.sum += value
        },
      }
    },
    text(): string {
      return families
        .flatMap(({ name, help, type, lines }) => [
          `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
          `# TYPE ${name} ${type}`,
          ...lines(),
        ])
        .join('\n')
        .concat('\n')
    },
  }
}

function linesOf(name: string, series: ReadonlyMap<string, number>): string[] {
  return Array.from(series, ([labels, value]) => `${name}${labels} ${value}`)
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
