import { describe, expect, it } from 'vitest'
import { buildHouse, buildPenguins } from '../../testing/table-builders.ts'
import { buildClassified, buildNumbers, buildReading } from '../../testing/rows-builders.ts'
import { judgeClasses } from './judge-classes.ts'
import { judgeNumbers } from './judge-numbers.ts'
import { sheetOf } from './sheet.ts'
import { createPace } from './slices.ts'

const asked = { file: new File([], 'x.csv'), name: 'x.csv', startedAt: 0 }

function classes(truths: readonly string[], predicted: readonly number[]) {
  const result = buildClassified(
    ['species'],
    truths.map((truth) => [truth]),
    predicted,
  )
  const sheet = sheetOf(
    1,
    { ...asked, reading: buildReading({ columns: [], truth: 0 }) },
    result,
    buildPenguins(),
  )
  return judgeClasses(sheet, result.columns[0]!, createPace())
}

describe('answers that are classes', () => {
  it('are counted by class, without rows that are bad or have no class of the model', async () => {
    const verdict = await classes(
      ['Adelie', 'adelie ', 'Gentoo', 'Emperor', 'Gentoo', ''],
      [0, 1, 2, 0, -1, 0],
    )
    expect(verdict.accuracy).toMatchObject({ hits: 2, total: 3 })
    expect(verdict.confusion.count(0, 1)).toBe(1)
    expect(verdict.confusion.support(0)).toBe(2)
    expect(verdict.unmatched).toEqual([
      ['Emperor', 1],
      ['', 1],
    ])
    expect([...verdict.truths]).toEqual([0, 0, 2, -1, 2, -1])
    expect(verdict.worst).toEqual([1])
    expect(verdict.scores).toEqual([
      { class: 0, support: 2, predicted: 1, hits: 1, precision: 1, recall: 0.5 },
      { class: 1, support: 0, predicted: 1, hits: 0, precision: 0, recall: undefined },
      { class: 2, support: 1, predicted: 1, hits: 1, precision: 1, recall: 1 },
    ])
  })

  it('may stand in the file by their numbers, where no name fits', async () => {
    const verdict = await classes(['0', '2.0', '1', '7'], [0, 2, 0, 0])
    expect(verdict.byNumber).toBe(true)
    expect(verdict.accuracy).toMatchObject({ hits: 2, total: 3 })
    expect(verdict.unmatched).toEqual([['7', 1]])
  })
})

describe('answers that are numbers', () => {
  const judge = (
    truths: readonly string[],
    values: readonly number[],
    decimal: '.' | ',' = '.',
  ) => {
    const result = buildNumbers(
      ['price'],
      truths.map((truth) => [truth]),
      values,
    )
    const reading = buildReading({ columns: [], truth: 0, decimal })
    const sheet = sheetOf(1, { ...asked, reading }, result, buildHouse())
    return judgeNumbers(sheet, result.columns[0]!, createPace())
  }

  it('are off by what scikit-learn says', async () => {
    // sklearn.metrics on ([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]), as in its documentation.
    const verdict = await judge(['3', '-0.5', '2', '7', 'x', '1'], [2.5, 0, 2, 8, 1, NaN])
    expect(verdict).toMatchObject({ total: 4, without: 1, meanAbsolute: 0.5, bias: 0.25 })
    expect(verdict.rootMeanSquare ** 2).toBeCloseTo(0.375, 12)
    expect(verdict.r2).toBeCloseTo(0.9486081370449679, 12)
    expect(verdict.worst[0]).toEqual({ row: 3, truth: 7, error: 1 })
    expect(verdict.bins.reduce((sum, { count }) => sum + count, 0)).toBe(4)
  })

  it('are read with a decimal comma where the file has one', async () => {
    expect(await judge(['1,5', '2,5'], [1.5, 2.5], ',')).toMatchObject({
      total: 2,
      meanAbsolute: 0,
    })
  })

  it('have no R² where all true values are the same', async () => {
    expect((await judge(['2', '2'], [1, 3])).r2).toBeUndefined()
  })
})
