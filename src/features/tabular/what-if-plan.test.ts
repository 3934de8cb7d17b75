import { describe, expect, it } from 'vitest'
import type { Feature } from '../../protocol/table-manifests.ts'
import {
  buildHouse,
  buildPenguins,
  buildRowAnswer,
  fakeHouse,
  fakePenguin,
} from '../../testing/table-builders.ts'
import { curveWords } from './curve-words.ts'
import { influences } from './influence.ts'
import { rangeOf, sweepValues, type Range } from './sweep.ts'
import { answersOf, planOf, rowsOf, seriesOf } from './what-if-plan.ts'

const penguins = buildPenguins()
const house = buildHouse()
const row = {
  bill_length_mm: 46.1,
  body_mass_g: 4500,
  island: 'Biscoe',
  is_male: false,
  remark: null,
}
const rangeFor = (feature: Feature): Range => rangeOf(feature, penguins, row)
const number = (parts: Partial<Feature> = {}): Feature => ({ name: 'x', kind: 'number', ...parts })

describe('what a feature is moved over', () => {
  it('is its range, in sixty steps', () => {
    const values = sweepValues(penguins.features[0]!, { min: 30, max: 60 }, 46.1)
    expect([values.length, values[0], values[1], values.at(-1)]).toEqual([61, 30, 30.5, 60])
  })

  it('is each whole number once', () => {
    const values = sweepValues(number({ kind: 'integer' }), { min: 0, max: 4 }, 2)
    expect(values).toEqual([0, 1, 2, 3, 4])
  })

  it('holds the row, also where that lies outside', () => {
    expect(sweepValues(number(), { min: 0, max: 1 }, 3).at(-1)).toBe(3)
  })

  it('is three standard deviations of the examples, where nobody says', () => {
    const examples = [1, 3].map((x) => ({ title: '', features: { x } }))
    expect(rangeOf(number(), buildHouse({ examples }), {})).toEqual({ min: -1, max: 5 })
  })

  it('is as wide as the value itself, where there is one alone, and never nothing', () => {
    expect(rangeOf(number(), house, { x: 6 })).toEqual({ min: 0, max: 12 })
    expect(rangeOf(number(), house, { x: 0 })).toEqual({ min: -1, max: 1 })
    expect(rangeOf(number({ min: 50 }), house, { x: 0 })).toEqual({ min: 50, max: 51 })
  })

  it('is all choices', () => {
    const island = penguins.features[2]!
    expect(sweepValues(island, { min: 0, max: 1 }, 'Dream')).toEqual(island.choices)
  })
})

function ask(feature: Feature) {
  const plan = planOf(penguins, row, feature, rangeFor)
  return { plan, answers: answersOf(plan, rowsOf(plan).map(fakePenguin)) }
}

describe('the curve', () => {
  it('has a line for each class, and the answer to the row itself', () => {
    const { plan, answers } = ask(penguins.features[0]!)
    const series = seriesOf(answers, 0, '')
    expect(series.map(({ name }) => name)).toEqual(['Gentoo', 'Adelie'])
    expect(series[0]?.here).toBeCloseTo(fakePenguin(row).probabilities![0]!.prob)
    expect(series[0]?.values[0]).toBeLessThan(0.01)
    expect(series[0]?.values.at(-1)).toBeGreaterThan(0.99)
    expect(curveWords(plan, answers, series, undefined)).toBe(
      'From 30 mm to 60 mm: Adelie, then Gentoo from 44 mm.',
    )
  })

  it('of a number says where it is lowest and highest', () => {
    const plan = planOf(house, { area: 100, age: 10 }, house.features[0]!, () => ({
      min: 20,
      max: 220,
    }))
    const answers = answersOf(plan, rowsOf(plan).map(fakeHouse))
    const series = seriesOf(answers, 0, 'price')
    expect(series[0]?.here).toBe(290_000)
    expect(curveWords(plan, answers, series, 'EUR')).toBe(
      'From 20 m² to 220 m²: lowest at 20 m² with 50,000 EUR, highest at 220 m² with 650,000 EUR.',
    )
  })

  it('of labels alone is at the top where a class is the answer', () => {
    const [base, other] = ['a', 'b'].map((prediction) => ({ prediction, fromCache: false }))
    const series = seriesOf({ base: base!, sweep: [base!, other!], nudged: [] }, 0, '')
    expect(series).toEqual([
      { name: 'a', values: [1, 0], here: 1 },
      { name: 'b', values: [0, 1], here: 0 },
    ])
  })
})

describe('what matters most', () => {
  it('is the largest change that one small change makes, with its sign', () => {
    const { plan, answers } = ask(penguins.features[0]!)
    const found = influences(plan.nudges, answers.base, answers.nudged)
    expect(found.map(({ feature, to }) => [feature.name, to])).toEqual([
      ['island', 'Torgersen'],
      ['bill_length_mm', 44.6],
    ])
    const [island, bill] = found
    expect(island!.change).toBeCloseTo(
      fakePenguin({ ...row, island: 'Torgersen' }).probabilities!.find(
        (one) => one.class === 'Gentoo',
      )!.prob - answers.base.probabilities![0]!.prob,
    )
    expect([island!.flips, bill!.flips]).toEqual([true, false])
    expect(bill!.change).toBeLessThan(0)
  })

  it('moves whole numbers by one at least, and leaves alone what is missing or a text', () => {
    const manifest = buildHouse({
      features: [
        number({ name: 'rooms', kind: 'integer', min: 1, max: 6 }),
        number({ name: 'gone', mayBeMissing: true }),
        { name: 'remark', kind: 'text' },
      ],
    })
    const given = { rooms: 3, gone: null, remark: 'nice' }
    const plan = planOf(manifest, given, manifest.features[0]!, (one) =>
      rangeOf(one, manifest, given),
    )
    expect(plan.nudges.map(({ feature, to }) => [feature.name, to])).toEqual([
      ['rooms', 2],
      ['rooms', 4],
    ])
  })

  it('is nothing where nothing changes, and another class where there are labels alone', () => {
    const nudge = { feature: penguins.features[3]!, from: false, to: true }
    const same = buildRowAnswer()
    expect(influences([nudge], same, [same])).toEqual([])
    const [a, b] = ['a', 'b'].map((prediction) => ({ prediction, fromCache: false }))
    expect(influences([nudge], a!, [b!])).toEqual([{ ...nudge, change: 0, flips: true }])
  })
})
