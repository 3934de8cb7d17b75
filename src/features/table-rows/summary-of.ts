import type { Sheet } from './sheet.ts'

export interface ClassCount {
  readonly place: number
  readonly count: number
  /** Of the rows that were run. */
  readonly share: number
}

/** How often each class was said, most often first; those that were never said are left out. */
export function classCountsOf({ result }: Sheet): ClassCount[] {
  const { predicted, classes, rows, badRows } = result
  if (predicted === undefined) return []
  const counts = new Uint32Array(classes.length)
  for (const place of predicted) if (place >= 0) counts[place]!++
  return Array.from(counts, (count, place) => ({
    place,
    count,
    share: count / Math.max(rows - badRows, 1),
  }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
}

export interface TargetSpread {
  readonly name: string
  readonly unit: string | undefined
  readonly mean: number
  readonly min: number
  readonly max: number
}

/** More of them nobody compares. */
const mostTargets = 8

/** What a regression says, target by target. */
export function spreadsOf({ result, manifest, isBad }: Sheet): TargetSpread[] {
  const { values, rows } = result
  if (values === undefined || manifest.task !== 'tabular-regression') return []
  const width = values.length / Math.max(rows, 1)
  return Array.from({ length: Math.min(width, mostTargets) }, (_, target) => {
    let [sum, count, min, max] = [0, 0, Infinity, -Infinity]
    for (let row = 0; row < rows; row++) {
      if (isBad(row)) continue
      const value = values[row * width + target]!
      sum += value
      count++
      min = Math.min(min, value)
      max = Math.max(max, value)
    }
    const { name = `target_${target + 1}`, unit } = manifest.targets[target] ?? {}
    return { name, unit, mean: sum / count, min, max }
  }).filter(({ min, max }) => min <= max)
}
