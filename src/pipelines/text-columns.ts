import type { TextColumn } from '../protocol/table-tasks.ts'

/** The cells of a file, column by column, as it is read. */
export interface TextColumns {
  /** Cells that a row does not have are empty. */
  add(rows: readonly { readonly cells: readonly string[] }[]): void
  /** To be called once, at the end. */
  take(columns: number): TextColumn[]
}

interface Growing {
  /** The cells of some rows each: a text a cell would take as much memory again for each of them. */
  readonly parts: string[]
  ends: Uint32Array
  length: number
}

export function createTextColumns(): TextColumns {
  const columns: Growing[] = []
  let count = 0

  function column(index: number): Growing {
    return (columns[index] ??= { parts: [], ends: new Uint32Array(1024), length: 0 })
  }

  return {
    add(rows) {
      const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), columns.length)
      const cells: string[] = Array.from({ length: rows.length })
      for (let index = 0; index < width; index++) {
        const growing = column(index)
        const ends = (growing.ends = roomFor(growing.ends, count + rows.length))
        let { length } = growing
        for (let row = 0; row < rows.length; row++) {
          const cell = rows[row]!.cells[index] ?? ''
          cells[row] = cell
          length += cell.length
          ends[count + row] = length
        }
        growing.length = length
        growing.parts.push(cells.join(''))
      }
      count += rows.length
    },
    take(width) {
      return Array.from({ length: width }, (_, index) => {
        const growing = column(index)
        const text = growing.parts.join('')
        const ends = roomFor(growing.ends, count).slice(0, count)
        // Given back at once: this is when most memory is taken.
        columns[index] = { parts: [], ends: new Uint32Array(0), length: 0 }
        return { text, ends }
      })
    },
  }
}

function roomFor(ends: Uint32Array, length: number): Uint32Array {
  if (ends.length >= length) return ends
  const more = new Uint32Array(Math.max(length, ends.length * 2))
  more.set(ends)
  return more
}
