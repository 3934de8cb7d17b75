import type { Confusion } from '../../core/evaluation/confusion.ts'
import { wilson, type ClassScores, type Share } from '../../core/evaluation/evaluation.ts'
import { foldName } from '../../core/table/match-columns.ts'
import type { TextColumn } from '../../protocol/table-tasks.ts'
import { cellAt } from './cells.ts'
import type { Sheet } from './sheet.ts'
import { eachInSlices, type Pace } from './slices.ts'

/** How often the model is right on rows of which the file has the answer. */
export interface ClassVerdict {
  readonly kind: 'classes'
  /** For each row the class that the file says, or -1. */
  readonly truths: Int32Array
  readonly accuracy: Share
  readonly confusion: Confusion
  readonly scores: readonly ClassScores[]
  /** Rows that are wrong, those first whose answer was the most probable. */
  readonly worst: readonly number[]
  /** What the file says that is no class of the model, with how many rows. */
  readonly unmatched: readonly (readonly [name: string, count: number])[]
  readonly unmatchedRows: number
  /** The classes stand in the file by their numbers. */
  readonly byNumber: boolean
}

const mostWorst = 10
const mostNames = 1000

export async function judgeClasses(
  sheet: Sheet,
  column: TextColumn,
  pace: Pace,
): Promise<ClassVerdict> {
  const { rows, predicted, classes } = sheet.result
  const names = await namesIn(column, pace)
  const { placeOf, byNumber } = matcher(classes, names)
  const truths = new Int32Array(rows).fill(-1)
  const counts = new Map<number, Map<number, number>>()
  const unmatched = new Map<string, number>()
  const worst: number[] = []
  let unmatchedRows = 0
  let hits = 0
  let total = 0

  await eachInSlices(rows, pace, (row) => {
    const cell = cellAt(column, row).trim()
    const truth = placeOf(cell)
    truths[row] = truth
    const answer = predicted?.[row] ?? -1
    if (answer < 0) return
    if (truth < 0) {
      unmatchedRows++
      if (unmatched.has(cell) || unmatched.size < mostNames) {
        unmatched.set(cell, (unmatched.get(cell) ?? 0) + 1)
      }
      return
    }
    total++
    let ofTruth = counts.get(truth)
    if (ofTruth === undefined) counts.set(truth, (ofTruth = new Map<number, number>()))
    ofTruth.set(answer, (ofTruth.get(answer) ?? 0) + 1)
    if (answer === truth) hits++
    else keepWorst(worst, row, sheet.probOf)
  })
  const confusion = confusionOf(counts)
  return {
    kind: 'classes',
    truths,
    accuracy: wilson(hits, total),
    confusion,
    scores: scoresOf(confusion),
    worst,
    unmatched: [...unmatched].sort(([, one], [, other]) => other - one),
    unmatchedRows,
    byNumber,
  }
}

/** What the column holds, as far as it is different; of a thousand and more the rest is not looked at. */
async function namesIn(column: TextColumn, pace: Pace): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  await eachInSlices(column.ends.length, pace, (row) => {
    if (names.size < mostNames) names.add(cellAt(column, row).trim())
  })
  return names
}

/** By name, else by a name that is written a little differently, else, where no name fits at all, by number. */
function matcher(classes: readonly string[], names: ReadonlySet<string>) {
  const exact = new Map(classes.map((name, place) => [name, place]))
  const folded = new Map<string, number>()
  for (const [place, name] of classes.entries()) {
    const key = foldName(name)
    folded.set(key, folded.has(key) ? -1 : place)
  }
  const byName = (cell: string) =>
    exact.get(cell) ?? exact.get(whole(cell)) ?? folded.get(foldName(cell)) ?? -1
  const byIndex = (cell: string) => {
    const index = /^\d+$/.test(whole(cell)) ? Number(whole(cell)) : -1
    return index < classes.length ? index : -1
  }
  const someName = [...names].some((name) => byName(name) >= 0)
  const byNumber = !someName && [...names].some((name) => byIndex(name) >= 0)
  const find = byNumber ? byIndex : byName
  const known = new Map<string, number>()
  return {
    byNumber,
    placeOf(cell: string): number {
      if (cell === '') return -1
      let place = known.get(cell)
      if (place === undefined) {
        place = find(cell)
        if (known.size < mostNames) known.set(cell, place)
      }
      return place
    },
  }
}

/** pandas writes whole numbers as "1.0" where some are missing. */
function whole(cell: string): string {
  return cell.replace(/^(-?\d+)[.,]0+$/, '$1')
}

function keepWorst(worst: number[], row: number, probOf: (row: number) => number): void {
  const prob = probOf(row)
  const after = worst.findIndex((other) => probOf(other) < prob)
  if (after >= 0) worst.splice(after, 0, row)
  else if (worst.length < mostWorst) worst.push(row)
  if (worst.length > mostWorst) worst.pop()
}

function confusionOf(counts: ReadonlyMap<number, ReadonlyMap<number, number>>): Confusion {
  const classes = new Set([...counts].flatMap(([truth, row]) => [truth, ...row.keys()]))
  return {
    classes: [...classes].sort((one, other) => one - other),
    count: (truth, answer) => counts.get(truth)?.get(answer) ?? 0,
    support: (truth) => [...(counts.get(truth)?.values() ?? [])].reduce((sum, one) => sum + one, 0),
  }
}

function scoresOf({ classes, count, support }: Confusion): ClassScores[] {
  return classes.map((index) => {
    const hits = count(index, index)
    const [of, predicted] = [
      support(index),
      classes.reduce((sum, truth) => sum + count(truth, index), 0),
    ]
    return {
      class: index,
      support: of,
      predicted,
      hits,
      precision: predicted === 0 ? undefined : hits / predicted,
      recall: of === 0 ? undefined : hits / of,
    }
  })
}
