import type { Share } from '../../core/evaluation/evaluation.ts'
import type { ManyState } from '../../queries/many-state.ts'
import { formatDuration, formatPercent, plural } from '../../ui/format.ts'
import { problemOf } from './download.ts'
import { maxPictures, type Item } from './item.ts'
import { seenIn, type Row } from './rows.ts'
import type { Seen } from './seen.ts'

/** What the model says of a picture; of one that it got wrong, what it should have been too. */
export function answerWords(row: Row, names: readonly string[]): string {
  const { outcome, truth, isWrong } = row
  if (outcome === undefined) return 'not looked at yet'
  const problem = problemOf(row)
  if (problem !== undefined) return 'could not be read'
  const seen = seenIn(outcome)
  const [top] = seen?.ranked ?? []
  if (seen === undefined || top === undefined) return 'no answer'
  const answer = `${names[top]} ${formatPercent(seen.prob)}`
  return isWrong && truth !== undefined ? `${answer}, not ${names[truth]}` : answer
}

export function verdictLook(row: Row): string {
  if (row.outcome?.status === 'failed' || row.isWrong) return 'text-danger'
  if (row.outcome === undefined) return 'text-muted'
  return row.isUnsure ? 'text-fair' : 'text-ink'
}

export function fileName({ item }: Row): string {
  return item.path.slice(item.path.lastIndexOf('/') + 1)
}

type State = Exclude<ManyState<Item, Seen>, { status: 'idle' }>

export function progressWords({ status, count, items, outcomes }: State): string {
  const all = items.length.toLocaleString('en-US')
  const done = count.toLocaleString('en-US')
  switch (status) {
    case 'running': {
      if (count === 0) return `0 of ${all} · waits for the model`
      const left = secondsLeft(outcomes, items.length - count)
      return `${done} of ${all}${left === undefined ? '' : ` · about ${left} left`}`
    }
    case 'stopped':
    case 'failed':
      return `Stopped after ${done} of ${all}`
    case 'done':
      return plural(items.length, 'picture')
    default:
      return status satisfies never
  }
}

/** As fast as it went so far, by the worker's own clock. */
function secondsLeft(outcomes: State['outcomes'], left: number): string | undefined {
  const times = outcomes.flatMap((outcome) =>
    outcome?.status === 'done' ? [outcome.kept.timing.totalMs] : [],
  )
  if (times.length < 5) return undefined
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length
  return formatDuration(Math.ceil((mean * left) / 1000) * 1000).replace('.0', '')
}

/** For screen readers: the start and the end. */
export function announcement(state: ManyState<Item, Seen>): string {
  switch (state.status) {
    case 'idle':
      return ''
    case 'running':
      return `Looking at ${plural(state.items.length, 'picture')}.`
    case 'stopped':
    case 'failed':
      return `${progressWords(state)}.`
    case 'done': {
      const failed = state.outcomes.filter((outcome) => outcome?.status === 'failed').length
      const unread = failed === 0 ? '' : ` ${failed} of them could not be read.`
      return `Done with ${plural(state.items.length, 'picture')}.${unread}`
    }
    default:
      return state satisfies never
  }
}

/** "88.4 % (86.3 % to 90.2 %)". */
export function shareWords({ share, low, high }: Share): string {
  return `${formatPercent(share)} (${formatPercent(low)} to ${formatPercent(high)})`
}

export const tooMany = {
  title: 'These are too many pictures.',
  reason: `There are more than ${maxPictures.toLocaleString('en-US')} of them.`,
  remedy: 'Give a part of them; what was looked at before stays here.',
} as const

export const noPictures = {
  title: 'There are no pictures in this.',
  remedy: 'Give JPEG, PNG, WebP, GIF, BMP or AVIF files, or a folder that holds some.',
} as const
