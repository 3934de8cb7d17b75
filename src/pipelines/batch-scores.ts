import { VitrineError } from '../protocol/errors.ts'
import type { FileResult } from '../protocol/table-tasks.ts'
import type { RowScores, TableManifest } from './table-outputs.ts'

/** Numbers of a result: 160 MB of float32. */
const mostNumbers = 40_000_000

type Numbers = Int32Array | Float32Array | Float64Array

export interface BatchScores {
  /**
   * @param places which rows of the file these are
   * @throws VitrineError `table-unreadable` where all of them are more than memory should take
   */
  add(scores: RowScores, places: Uint32Array): void
  /** Of all rows of the file; those that were not run have -1 and NaN. */
  take(rows: number, classes: number): Pick<FileResult, 'predicted' | 'probabilities' | 'values'>
}

/** The scores of a file, put together batch by batch. */
export function createBatchScores(manifest: TableManifest): BatchScores {
  const predicted = growing<Int32Array>((length) => new Int32Array(length).fill(-1))
  const probabilities = growing<Float32Array>((length) => new Float32Array(length).fill(NaN))
  const values = growing<Float64Array>((length) => new Float64Array(length).fill(NaN))
  return {
    add(scores, places) {
      if (scores.predicted) predicted.add(scores.predicted, places)
      if (scores.probabilities) probabilities.add(scores.probabilities, places)
      if (scores.values) values.add(scores.values, places)
    },
    take(rows, classes) {
      if (manifest.task === 'tabular-regression') {
        return { values: values.take(rows, manifest.targets.length) }
      }
      const whole = { predicted: predicted.take(rows, 1) }
      if (probabilities.isEmpty()) return whole
      return { ...whole, probabilities: probabilities.take(rows, classes) }
    },
  }
}

/** A table of rows that come some at a time. */
function growing<Data extends Numbers>(make: (length: number) => Data) {
  let all = make(0)
  let width = 0

  function makeRoom(length: number): void {
    if (length <= all.length) return
    if (length > mostNumbers) {
      throw new VitrineError('table-unreadable', {
        problem: `It has too many rows: their answers have ${width.toLocaleString('en')} numbers each`,
        remedy: 'Split it into smaller files and try again.',
      })
    }
    const more = make(Math.min(Math.max(length, all.length * 2), mostNumbers))
    more.set(all)
    all = more
  }

  return {
    isEmpty: () => width === 0,
    add(some: Data, places: Uint32Array): void {
      width ||= some.length / places.length
      makeRoom((places.at(-1)! + 1) * width)
      for (let row = 0; row < places.length; row++) {
        const from = row * width
        const to = places[row]! * width
        for (let index = 0; index < width; index++) all[to + index] = some[from + index]!
      }
    },
    /** @param wanted numbers of a row: as many as there are names for them */
    take(rows: number, wanted: number): Data {
      const found = make(rows * wanted)
      const own = Math.min(width, wanted)
      const known = width === 0 ? 0 : Math.min(rows, Math.floor(all.length / width))
      for (let row = 0; row < known; row++) {
        for (let index = 0; index < own; index++) {
          found[row * wanted + index] = all[row * width + index]!
        }
      }
      all = make(0)
      return found
    },
  }
}
