/** Made-up tables, the same in every run: as the file that a visitor would drop, and as rows for one at a time. */
import type { Feature } from '../../src/protocol/table-manifests.ts'
import type { TableRow } from '../../src/protocol/table-tasks.ts'

export interface MadeTable {
  readonly file: File
  /** The row at a place in the file. */
  at(row: number): TableRow
}

/** Of numbers between their bounds, of choices any of them; of what may be missing, one in fifty is. */
export function makeTable(features: readonly Feature[], rows: number): MadeTable {
  const random = createRandom(7)
  const header = features.map(({ name }) => name).join(',')
  const table = Array.from({ length: rows }, () => features.map((one) => cellOf(one, random)))
  const lines = [header, ...table.map((cells) => cells.join(','))]
  return {
    file: new File([`${lines.join('\n')}\n`], 'rows.csv', { type: 'text/csv' }),
    at: (row) =>
      Object.fromEntries(
        features.map((one, index) => [one.name, valueOf(one, table[row]![index]!)]),
      ),
  }
}

function cellOf(feature: Feature, random: () => number): string {
  if (feature.mayBeMissing === true && random() < 0.02) return ''
  const { choices, min = -3, max = 3, step = 1e-6 } = feature
  if (choices !== undefined) return String(choices[Math.floor(random() * choices.length)])
  const places = Math.max(0, Math.ceil(-Math.log10(step)))
  return (min + Math.floor((random() * (max - min)) / step) * step).toFixed(places)
}

function valueOf({ kind }: Feature, cell: string): string | number | null {
  if (cell === '') return null
  return kind === 'number' || kind === 'integer' ? Number(cell) : cell
}

function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    // Numerical Recipes' linear congruential generator; its high bits are the good ones.
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) / 2 ** 24
  }
}
