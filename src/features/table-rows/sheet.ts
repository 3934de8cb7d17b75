import type { FileResult, TableReading } from '../../protocol/table-tasks.ts'
import type { TableManifest } from './manifest.ts'
import { cellAt, holdsNumbers, numberIn } from './cells.ts'
import type { SortKey } from './sort-rows.ts'

/** What was asked about a file. */
export interface Asked {
  readonly file: File
  readonly name: string
  readonly reading: TableReading
  /** On the page's own clock. */
  readonly startedAt: number
}

/** A file with what the model says of each of its rows. */
export interface Sheet {
  /** Another run is another sheet. */
  readonly id: number
  readonly asked: Asked
  readonly result: FileResult
  readonly manifest: TableManifest
  /** The file's own. */
  readonly own: readonly SheetColumn[]
  /** What the model says first: the class and its probability, or the number of each target. */
  readonly answers: readonly SheetColumn[]
  /** The probability of each class. */
  readonly probabilities: readonly SheetColumn[]
  isBad(row: number): boolean
  /** Of the answer, in [0, 1]; NaN where there is none. */
  probOf(row: number): number
  /** Why a bad row could not be run, where that was kept. */
  problemOf(row: number): string | undefined
}

export interface SheetColumn {
  readonly key: string
  readonly title: string
  /** Found out when it is first asked for: there may be two thousand columns. */
  isNumber(): boolean
  /** As it is shown; empty where there is nothing. */
  textAt(row: number): string
  sortKey(): SortKey
}

export function sheetOf(
  id: number,
  asked: Asked,
  result: FileResult,
  manifest: TableManifest,
): Sheet {
  const { predicted, probabilities, values, classes, rows } = result
  const targets = values === undefined ? 0 : values.length / Math.max(rows, 1)
  const problems = new Map(result.problems.map(({ row, problem }) => [row, problem]))
  const isBad = (row: number) =>
    predicted === undefined ? Number.isNaN(values?.[row * targets] ?? NaN) : predicted[row]! < 0
  const probOf = (row: number) =>
    predicted === undefined || predicted[row]! < 0
      ? NaN
      : (probabilities?.[row * classes.length + predicted[row]!] ?? NaN)
  const header = new Set(result.header)
  /** A file may have been through here before. */
  const free = (title: string) => (header.has(title) ? `${title} (model)` : title)

  const own = result.columns.map((column, place): SheetColumn => {
    const { decimal } = asked.reading
    let known: boolean | undefined
    const isNumber = () => (known ??= holdsNumbers(column, decimal))
    const textAt = (row: number) => cellAt(column, row)
    return {
      key: `own-${place}`,
      title: result.header[place] ?? `column_${place + 1}`,
      isNumber,
      textAt,
      sortKey: () =>
        isNumber()
          ? { kind: 'number', at: (row) => numberIn(textAt(row), decimal) }
          : { kind: 'text', at: textAt },
    }
  })
  const numeric = (
    key: string,
    title: string,
    at: (row: number) => number,
    words: (value: number) => string,
  ): SheetColumn => ({
    key,
    title: free(title),
    isNumber: () => true,
    textAt: (row) => (Number.isNaN(at(row)) ? '' : words(at(row))),
    sortKey: () => ({ kind: 'number', at }),
  })

  const answers: SheetColumn[] = []
  if (predicted !== undefined) {
    const order = rankOf(classes)
    answers.push({
      key: 'prediction',
      title: free('prediction'),
      isNumber: () => false,
      textAt: (row) => classes[predicted[row]!] ?? '',
      sortKey: () => ({ kind: 'number', at: (row) => order[predicted[row]!] ?? NaN }),
    })
    if (probabilities !== undefined) {
      answers.push(numeric('probability', 'probability', probOf, fourDigits))
    }
  }
  const said = manifest.task === 'tabular-regression' ? manifest.targets : []
  for (let target = 0; target < targets; target++) {
    const { name = `target_${target + 1}`, unit } = said[target] ?? {}
    const title = targets === 1 ? 'prediction' : name
    const at = (row: number) => values?.[row * targets + target] ?? NaN
    const full = unit === undefined ? title : `${title} (${unit})`
    answers.push(numeric(`target-${target}`, full, at, sixDigits))
  }
  return {
    id,
    asked,
    result,
    manifest,
    own,
    answers,
    probabilities:
      probabilities === undefined
        ? []
        : classes.map((name, place) =>
            numeric(
              `class-${place}`,
              `p(${name})`,
              (row) => probabilities[row * classes.length + place] ?? NaN,
              fourDigits,
            ),
          ),
    isBad,
    probOf,
    problemOf: (row) => problems.get(row),
  }
}

/** The place of each class in the order of their names, numbers as numbers. */
function rankOf(classes: readonly string[]): number[] {
  const { compare } = new Intl.Collator('en', { numeric: true })
  const ranks: number[] = []
  const sorted = [...classes.keys()].sort((one, other) => compare(classes[one]!, classes[other]!))
  for (const [rank, place] of sorted.entries()) ranks[place] = rank
  return ranks
}

function fourDigits(value: number): string {
  return value.toFixed(4)
}

/** As much as float32 says. */
export function sixDigits(value: number): string {
  return String(Number(value.toPrecision(6)))
}
