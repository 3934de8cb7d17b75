import type { Judged } from '../../core/evaluation/evaluation.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { Outcomes } from '../../queries/many-state.ts'
import type { Item } from './item.ts'
import { isUnsure, type Seen, type SeenOutcome } from './seen.ts'

/** A picture with what is known of it. */
export interface Row {
  /** Its place in the order of paths. */
  readonly place: number
  readonly item: Item
  readonly outcome: SeenOutcome | undefined
  /** The class that its folder says; undefined where it says none. */
  readonly truth: number | undefined
  readonly isWrong: boolean
  readonly isUnsure: boolean
}

export function rowsOf(
  { items, outcomes }: Outcomes<Item, Seen>,
  truths: readonly (number | undefined)[] | undefined,
  manifest: ImageClassificationManifest,
): Row[] {
  return items.map((item, place) => {
    const outcome = outcomes[place]
    const truth = truths?.[place]
    const seen = seenIn(outcome)
    return {
      place,
      item,
      outcome,
      truth,
      isWrong: seen !== undefined && truth !== undefined && seen.ranked[0] !== truth,
      isUnsure: seen !== undefined && isUnsure(seen, manifest),
    }
  })
}

export function seenIn(outcome: SeenOutcome | undefined): Seen | undefined {
  return outcome?.status === 'done' ? outcome.kept : undefined
}

/** Rows that can be judged, with what they are judged by. */
export function judgedRows(rows: readonly Row[]): { row: Row; judged: Judged }[] {
  return rows.flatMap((row) => {
    const seen = seenIn(row.outcome)
    if (seen === undefined || row.truth === undefined) return []
    return [{ row, judged: { truth: row.truth, ranked: seen.ranked, prob: seen.prob } }]
  })
}

export type Filter = 'all' | 'wrong' | 'unsure' | 'failed' | `class-${number}`

export function filtered(rows: readonly Row[], filter: Filter): readonly Row[] {
  switch (filter) {
    case 'all':
      return rows
    case 'wrong':
      return rows.filter((row) => row.isWrong)
    case 'unsure':
      return rows.filter((row) => row.isUnsure)
    case 'failed':
      return rows.filter(({ outcome }) => outcome?.status === 'failed')
    default: {
      const index = Number(filter.slice('class-'.length))
      return rows.filter(({ outcome }) => seenIn(outcome)?.ranked[0] === index)
    }
  }
}

export const columns = ['path', 'prediction', 'prob', 'truth'] as const
export type Column = (typeof columns)[number]

export interface Order {
  readonly by: Column
  readonly descending: boolean
}

/** What has no value stays at the end, whichever way the rest goes. */
export function ordered(
  rows: readonly Row[],
  { by, descending }: Order,
  names: readonly string[],
): readonly Row[] {
  const sign = descending ? -1 : 1
  const value = (row: Row): number | string | undefined => {
    const seen = seenIn(row.outcome)
    switch (by) {
      case 'path':
        return row.place
      case 'prediction':
        return names[seen?.ranked[0] ?? -1]
      case 'prob':
        return seen?.prob
      case 'truth':
        return names[row.truth ?? -1]
      default:
        return by satisfies never
    }
  }
  const valued = rows.map((row) => ({ row, value: value(row) }))
  valued.sort((one, other) => {
    if (one.value === other.value) return one.row.place - other.row.place
    if (one.value === undefined) return 1
    if (other.value === undefined) return -1
    return one.value < other.value ? -sign : sign
  })
  return valued.map(({ row }) => row)
}
