import { describe, expect, it } from 'vitest'
import type { TextColumn } from '../protocol/table-tasks.ts'
import { createBatchScores } from './batch-scores.ts'
import type { TableManifest } from './table-outputs.ts'
import { createTextColumns } from './text-columns.ts'

const cellsOf = ({ text, ends }: TextColumn) =>
  Array.from(ends, (end, row) => text.slice(ends[row - 1] ?? 0, end))

describe('the columns of a file', () => {
  it('hold every cell, of columns that come late too', () => {
    const texts = createTextColumns()
    texts.add([{ cells: ['a', 'é😀'] }, { cells: ['b'] }])
    texts.add([{ cells: ['', 'c', 'late'] }])
    expect(texts.take(4).map(cellsOf)).toEqual([
      ['a', 'b', ''],
      ['é😀', '', 'c'],
      ['', '', 'late'],
      ['', '', ''],
    ])
  })

  it('grow with the file', () => {
    const texts = createTextColumns()
    const all = Array.from({ length: 5000 }, (_, row) => `r${row}`)
    for (let start = 0; start < all.length; start += 700) {
      texts.add(all.slice(start, start + 700).map((cell) => ({ cells: [cell] })))
    }
    expect(cellsOf(texts.take(1)[0]!)).toEqual(all)
  })
})

describe('the scores of a file', () => {
  const classifier = { task: 'tabular-classification', labels: [] } as unknown as TableManifest
  const regression = { task: 'tabular-regression', targets: [{}, {}] } as unknown as TableManifest

  it('lie at their rows, with nothing where none was run', () => {
    const scores = createBatchScores(classifier)
    const probabilities = Float32Array.of(0.25, 0.75, 1, 0)
    scores.add({ predicted: Int32Array.of(1, 0), probabilities }, Uint32Array.of(0, 2))
    scores.add(
      { predicted: Int32Array.of(1), probabilities: Float32Array.of(0, 1) },
      Uint32Array.of(3),
    )
    expect(scores.take(5, 2)).toEqual({
      predicted: Int32Array.of(1, -1, 0, 1, -1),
      probabilities: Float32Array.of(0.25, 0.75, NaN, NaN, 1, 0, 0, 1, NaN, NaN),
    })
  })

  it('have room for classes that have no probability of their own', () => {
    const scores = createBatchScores(classifier)
    const probabilities = Float32Array.of(0.5, 0.5)
    scores.add({ predicted: Int32Array.of(2), probabilities }, Uint32Array.of(1))
    expect(scores.take(2, 3).probabilities).toEqual(Float32Array.of(NaN, NaN, NaN, 0.5, 0.5, NaN))
  })

  it('of a regression are the numbers of its targets', () => {
    const scores = createBatchScores(regression)
    scores.add({ values: Float64Array.of(1, 2) }, Uint32Array.of(1))
    expect(scores.take(2, 0)).toEqual({ values: Float64Array.of(NaN, NaN, 1, 2) })
  })

  it('that memory would not hold are refused in a sentence', () => {
    const scores = createBatchScores(classifier)
    const probabilities = new Float32Array(1000)
    const place = Uint32Array.of(50_000)
    expect(() => scores.add({ probabilities }, place)).toThrow(
      expect.objectContaining({ code: 'table-unreadable' }) as Error,
    )
  })
})
