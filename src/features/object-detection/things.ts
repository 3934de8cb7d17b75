import type { Point, Thing } from '../../protocol/detection-json.ts'

export { mostThings, thingsOf, type Point, type Thing } from '../../protocol/detection-json.ts'

export interface ClassCount {
  readonly class: number
  readonly name: string
  readonly count: number
}

/** How many there are of each class, the most first. */
export function countsOf(things: readonly Thing[]): readonly ClassCount[] {
  const counts = new Map<number, ClassCount>()
  for (const { class: index, name } of things) {
    counts.set(index, { class: index, name, count: (counts.get(index)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

/** All that lie under a place of the picture, the smallest first. */
export function thingsUnder(things: readonly Thing[], { x, y }: Point): readonly Thing[] {
  return things
    .filter(({ left, top, right, bottom }) => x >= left && x <= right && y >= top && y <= bottom)
    .sort((a, b) => areaOf(a) - areaOf(b))
}

export function areaOf({ left, top, right, bottom }: Thing): number {
  return (right - left) * (bottom - top)
}
