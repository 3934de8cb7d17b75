import type { TableReading } from '../../protocol/table-tasks.ts'

const encodings = {
  'utf-8': undefined,
  'utf-16le': 'It is read as UTF-16.',
  'utf-16be': 'It is read as UTF-16.',
  'windows-1252': 'It is no UTF-8 and is read as Windows-1252: look at letters with accents.',
} as const

/** What a person should know of how a file is read. */
export function lookNotes(
  reading: TableReading,
  header: readonly string[],
  features: readonly string[],
  isInOrder: boolean,
): string[] {
  const notes: (string | undefined)[] = [
    encodings[reading.encoding],
    reading.decimal === ',' ? 'Its numbers have a decimal comma.' : undefined,
    reading.header ? undefined : 'Its first line is a row: the columns have no names.',
  ]
  if (isInOrder) {
    notes.push(
      reading.header
        ? 'No column is called like a feature: they are taken in their order.'
        : 'The columns are taken in the order of the features.',
    )
  }
  const absent = features.filter((_, index) => reading.columns[index] === null)
  if (absent.length > 0) {
    const named = absent.slice(0, 5).map((name) => `“${name}”`)
    const more = absent.length > 5 ? ` and ${absent.length - 5} more` : ''
    notes.push(`No column was found for ${named.join(', ')}${more}.`)
  }
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const name of header) (seen.has(name) ? twice : seen).add(name)
  for (const name of [...twice].slice(0, 3)) {
    notes.push(
      name === ''
        ? 'Several columns have no name.'
        : `Several columns are called “${name.slice(0, 40)}”; the first is taken.`,
    )
  }
  return notes.filter((note) => note !== undefined)
}
