import { defuse } from '../../core/table/defuse-formula.ts'
import { describeError } from '../../protocol/messages.ts'
import { seenIn, type Row } from './rows.ts'

/** One line a picture; with its folder's class where it has one. */
export async function toCsv(rows: readonly Row[], names: readonly string[]): Promise<string> {
  const { default: papa } = await import('papaparse')
  const isLabelled = rows.some(({ truth }) => truth !== undefined)
  const head = [
    'picture',
    ...(isLabelled ? ['folder_class', 'right'] : []),
    'prediction',
    'probability',
    'second',
    'second_probability',
    'third',
    'third_probability',
    'milliseconds',
    'error',
  ]
  const lines = rows.map((row) => {
    const seen = seenIn(row.outcome)
    const right = seen && row.truth !== undefined ? (row.isWrong ? 'no' : 'yes') : ''
    const ranked = [0, 1, 2].flatMap((rank) => {
      const index = seen?.ranked[rank]
      return index === undefined
        ? ['', '']
        : [defuse(names[index] ?? ''), seen!.probabilities[index]!.toFixed(6)]
    })
    return [
      defuse(row.item.path),
      ...(isLabelled ? [defuse(names[row.truth ?? -1] ?? ''), right] : []),
      ...ranked,
      seen?.timing.totalMs.toFixed(1) ?? '',
      defuse(problemOf(row) ?? ''),
    ]
  })
  return papa.unparse([head, ...lines], { newline: '\r\n' })
}

/** As the serving examples give them, one a picture. */
export function toJson(rows: readonly Row[], names: readonly string[], model: string): string {
  const pictures = rows.map((row) => {
    const { item, outcome, truth } = row
    const label = truth === undefined ? {} : { label: names[truth] }
    if (outcome === undefined) return { picture: item.path, ...label }
    if (outcome.status === 'failed') {
      const error = { code: outcome.error.code, message: problemOf(row) }
      return { picture: item.path, ...label, error }
    }
    const { ranked, probabilities } = outcome.kept
    const predictions = ranked.map((index) => ({ class: names[index], prob: probabilities[index] }))
    return { picture: item.path, ...label, predictions }
  })
  return `${JSON.stringify({ model, pictures }, null, 1)}\n`
}

/** Why a picture has no answer, in one sentence. */
export function problemOf({ outcome }: Pick<Row, 'outcome'>): string | undefined {
  if (outcome?.status !== 'failed') return undefined
  const { title, reason } = describeError(outcome.error)
  return reason ?? title
}
