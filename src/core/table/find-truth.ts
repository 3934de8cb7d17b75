import { foldName } from './match-columns.ts'
import { isNumeral } from './numeral.ts'

/** What a model answers with, as far as it says so. */
export interface Answers {
  /** Names of its classes; empty where nobody says them. */
  readonly classes: readonly string[]
  /** Names of what a regression predicts; empty for a classifier. */
  readonly targets: readonly string[]
}

/** Folded, as people call the column of the answers. */
const usual =
  'label labels target class classes category species y outcome truth ytrue truelabel actual expected'
const names = new Set(usual.split(' '))

/**
 * The column that holds the true answer: one that is called so and holds what may be an answer, else, of a classifier,
 * one whose cells are all names of classes. Columns of features are never it.
 * @param rows the first ones, without the header
 */
export function findTruth(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  taken: ReadonlySet<number>,
  { classes, targets }: Answers,
): number | undefined {
  const wanted = new Set(targets.map(foldName))
  const open = Array.from(header, (_, place) => place).filter((place) => !taken.has(place))
  const cellsOf = (place: number) =>
    rows.map((row) => (row[place] ?? '').trim()).filter((cell) => cell !== '')
  const isNumbers = (cells: readonly string[]) =>
    cells.every((cell) => isNumeral(cell, '.') || isNumeral(cell, ','))
  const isNames = (cells: readonly string[]) =>
    cells.length > 0 && cells.every((cell) => classes.includes(cell))
  const mayAnswer = (cells: readonly string[]) => {
    if (targets.length > 0) return isNumbers(cells)
    // Files made for training often have the classes by number.
    const isIndices = cells.every((cell) => /^\d+$/.test(cell) && Number(cell) < classes.length)
    return classes.length === 0 || isIndices || isNames(cells)
  }
  const named = (isCalled: (name: string) => boolean) =>
    open.find((place) => isCalled(foldName(header[place]!)) && mayAnswer(cellsOf(place)))
  return (
    named((name) => wanted.has(name)) ??
    named((name) => names.has(name)) ??
    (targets.length > 0 ? undefined : open.find((place) => isNames(cellsOf(place))))
  )
}
