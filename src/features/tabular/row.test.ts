import { describe, expect, it } from 'vitest'
import { buildHouse, buildPenguins } from '../../testing/table-builders.ts'
import { readRowJson, writeRowJson } from './row-json.ts'
import { draftOfExample, examine, firstDraft, unreadable } from './row.ts'
import { readShared, writeShared } from './shared-state.ts'
import { stepOf } from './step-of.ts'

const penguins = buildPenguins()
const good = draftOfExample(penguins.examples[0]!, penguins.features)

describe('a row', () => {
  it('is what the texts of its fields mean, in the order of the features', () => {
    const state = examine({ ...good, bill_length_mm: ' 46.10 ', is_male: 'yes' }, penguins)
    expect(state).toEqual({
      status: 'good',
      row: {
        bill_length_mm: 46.1,
        body_mass_g: 4500,
        island: 'Biscoe',
        is_male: true,
        remark: null,
      },
      key: '[46.1,4500,"Biscoe",true,null]',
    })
  })

  it('says what is wrong with each field', () => {
    const draft = { ...good, bill_length_mm: unreadable, body_mass_g: 4500.5, island: '' }
    const state = examine(draft, penguins)
    expect(state.status === 'wrong' && [...state.problems]).toEqual([
      ['bill_length_mm', 'what is typed is no number'],
      ['body_mass_g', '4500.5 is not a whole number'],
      ['island', 'it is missing'],
    ])
  })

  it('takes features that are called like what every object has', () => {
    const manifest = buildHouse({
      features: ['__proto__', 'toString'].map((name) => ({ name, kind: 'number' })),
    })
    const read = readRowJson('{"features": {"__proto__": 1, "toString": 2}}')
    const state = read.status === 'row' ? examine(read.draft, manifest) : undefined
    expect(state?.status === 'good' && Object.entries(state.row)).toEqual([
      ['__proto__', 1],
      ['toString', 2],
    ])
    expect(examine(JSON.parse('{"toString": 2}') as object as never, manifest)).toMatchObject({
      status: 'mismatch',
      missing: ['__proto__'],
    })
  })

  it('begins in the middle of what is known, and with what the author says', () => {
    expect(firstDraft(buildHouse())).toEqual({ area: 120, age: 12 })
  })

  it('may be without what a step fills in', () => {
    const manifest = buildHouse({ steps: [{ kind: 'impute', feature: 'age', value: 30 }] })
    expect(examine({ area: 1, age: '' }, manifest)).toMatchObject({ row: { area: 1, age: null } })
  })
})

describe('a row as JSON', () => {
  it('goes there and back', () => {
    const draft = { ...good, body_mass_g: 'heavy', remark: '' }
    const json = writeRowJson(draft, penguins)
    expect(JSON.parse(json)).toEqual({ features: { ...good, body_mass_g: 'heavy', remark: null } })
    expect(readRowJson(json)).toMatchObject({ draft: { body_mass_g: 'heavy', remark: null } })
  })

  it.each([
    ['{\n  "a": 1,\n  b: 2\n}', 'At line 3, column 3 stands “b”, which cannot be there.'],
    ['{"a": 😀}', 'At line 1, column 7 stands “😀”, which cannot be there.'],
    ['{"a": 1', 'It ends too early, at line 1, column 8.'],
    ['[1, 2]', 'It is a list, not an object with “features”.'],
    ['{"features": [1]}', 'Its “features” are a list, not an object.'],
    ['{"features": null}', 'Its “features” are null, not an object.'],
  ])('says what is wrong with %j', (json, problem) => {
    expect(readRowJson(json)).toEqual({ status: 'broken', problem })
  })

  it('may be the features alone', () => {
    expect(readRowJson('{"a": 1, "features": 2}')).toMatchObject({ draft: { a: 1, features: 2 } })
  })
})

describe('a row in the address', () => {
  it('comes back as it was', () => {
    const form = readShared(writeShared({ ...good, remark: 'Ä & #' }, penguins), penguins)
    expect(examine(form.draft, penguins)).toEqual(examine({ ...good, remark: 'Ä & #' }, penguins))
  })

  it('is left out where the address would break', () => {
    expect(String(writeShared({ ...good, remark: 'x'.repeat(30_000) }, penguins))).toBe('')
  })

  it('is told to be wrong where it is, and the form begins as usual', () => {
    const form = readShared(new URLSearchParams({ features: '{"a"' }), penguins)
    expect(form).toMatchObject({
      draft: good,
      json: '{"a"',
      broken: 'It ends too early, at line 1, column 5.',
      isRefused: true,
    })
  })
})

describe('the step of a field', () => {
  it.each([
    [{ min: 32.1, max: 59.6 }, 0.2],
    [{ min: 0, max: 1 }, 0.01],
    [{ min: 20, max: 220 }, 2],
    [{ min: 0, max: 70_000 }, 500],
    [{ step: 0.25, min: 0, max: 1 }, 0.25],
    [{}, undefined],
  ])('of %j is %j', (parts, step) => {
    expect(stepOf({ name: 'a', kind: 'number', ...parts })).toBe(step)
  })
})
