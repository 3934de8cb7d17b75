import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildPenguins, buildRowAnswer, buildRows, rowsIn } from '../../testing/table-builders.ts'
import {
  adelie,
  beforehand,
  describedBy,
  field,
  openTable,
  retype,
  waiting,
} from '../../testing/table-page.tsx'
import {
  button,
  copied,
  output,
  predictions,
  speed,
  spoken,
} from '../../testing/text-task-page.tsx'

describe('the form of a row', () => {
  it('has a field for each feature, labelled with its name, and begins with the first example', async () => {
    await openTable(waiting())
    expect(screen.getByRole('spinbutton', { name: 'bill_length_mm' })).toMatchObject({
      value: '46.1',
      min: '30',
      max: '60',
      step: '0.1',
    })
    expect(screen.getByRole('spinbutton', { name: 'body_mass_g' })).toMatchObject({
      value: '4500',
      step: '1',
    })
    expect(screen.getByRole('combobox', { name: 'island' })).toHaveProperty('value', 'Biscoe')
    expect(screen.getByRole('checkbox', { name: 'is_male' })).toHaveProperty('checked', false)
    expect(screen.getByRole('textbox', { name: 'remark' })).toHaveProperty('value', '')
    expect(describedBy(field('bill_length_mm'))).toEqual(['Bill length · 30 to 60 mm'])
    expect(predictions()).toEqual(beforehand)
    expect(speed()).toBe('Computed beforehand with this model')
  })

  it('asks for what stands in it, and Enter does so too', async () => {
    const { user, rowOf, answer } = await openTable()
    await user.click(button('Predict'))
    expect(await rowOf(0)).toEqual({
      bill_length_mm: 46.1,
      body_mass_g: 4500,
      island: 'Biscoe',
      is_male: false,
      remark: null,
    })
    await answer(0)
    expect(predictions()).toEqual(adelie)
    expect(spoken()).toContain('Adelie, 77.0 %.')
    expect(speed()).toBe('prepare 0.1 · run 0.3 · total 0.4 ms · warm')
    expect(output().textContent).toContain('model_version 1.2.0')
    await user.type(field('remark'), 'limps{Enter}')
    expect((await rowOf(1))['remark']).toBe('limps')
  })

  it('answers what was changed without being asked, once for what was typed in one go', async () => {
    const { engine, user, rowOf, answer } = await openTable()
    await retype(user, 'bill_length_mm', '39.5')
    await user.selectOptions(field('island'), 'Dream')
    await user.click(field('is_male'))
    await waitFor(async () =>
      expect(rowsIn(engine.runs.at(-1)!.input as never)[0]).toMatchObject({
        bill_length_mm: 39.5,
        island: 'Dream',
        is_male: true,
      }),
    )
    await answer(engine.runs.length - 1)
    expect(predictions()).toEqual(adelie)
    expect(await rowOf(0)).toBeDefined()
  })

  it('gives up a run whose row has changed', async () => {
    const { engine, user, run } = await openTable()
    await user.click(button('Predict'))
    await user.click(field('is_male'))
    await waitFor(() => expect(engine.runs.length).toBe(2))
    expect((await run(0)).isAborted()).toBe(true)
    expect((await run(1)).isAborted()).toBe(false)
  })

  it('does not ask while the model is on its way, but when it has come', async () => {
    const { engine, user, rowOf } = await openTable(waiting())
    await user.click(field('is_male'))
    expect(predictions()).toEqual(beforehand)
    expect(output().textContent).toContain('the row has changed since')
    await act(async () => engine.loads[0]?.succeed())
    expect((await rowOf(0))['is_male']).toBe(true)
  })

  it('marks what cannot be used, keeps the last answer, and refuses with an alert and the field', async () => {
    const { user, answer } = await openTable()
    await user.click(button('Predict'))
    await answer(0)
    await retype(user, 'body_mass_g', '4500.5')
    const mass = field('body_mass_g')
    expect(mass.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(mass)).toContain('4500.5 is not a whole number.')
    expect(output().textContent).toContain(
      'This is the answer to an earlier row: 1 field cannot be used as it stands.',
    )
    expect(predictions()).toEqual(adelie)
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(button('Predict'))
    expect(screen.getByRole('alert').textContent).toBe(
      '“body_mass_g” cannot be used.4500.5 is not a whole number. Correct it and try again.',
    )
    await waitFor(() => expect(document.activeElement).toBe(mass))
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      error: {
        code: 'feature-invalid',
        message: '“body_mass_g” cannot be used. 4500.5 is not a whole number.',
      },
    })
    await user.click(button('An Adelie'))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(mass.getAttribute('aria-invalid')).toBe('false')
  })

  it('takes a value outside the range, and says that it is outside', async () => {
    const { user, rowOf } = await openTable()
    await retype(user, 'bill_length_mm', '75')
    expect(describedBy(field('bill_length_mm'))).toContain(
      'Outside 30 to 60 mm. It is used all the same.',
    )
    expect(field('bill_length_mm').getAttribute('aria-invalid')).toBe('false')
    expect((await rowOf(0))['bill_length_mm']).toBe(75)
  })

  it('says what is missing only after somebody was there', async () => {
    const manifest = buildPenguins({ examples: [] })
    const features = manifest.features.map(({ min: _min, max: _max, ...rest }) => rest)
    const { user } = await openTable({}, { ...manifest, features })
    const invalid = () => document.querySelectorAll('[aria-invalid=true]').length
    expect(invalid()).toBe(0)
    await user.click(button('Predict'))
    expect(invalid()).toBe(2)
    expect(describedBy(field('body_mass_g'))).toContain('It is missing.')
  })

  it('runs an example for real when the model is there', async () => {
    const { user, rowOf } = await openTable()
    await user.click(button('An Adelie'))
    expect((await rowOf(0))['island']).toBe('Torgersen')
    await user.click(button('A Gentoo'))
    expect((await rowOf(1))['island']).toBe('Biscoe')
  })

  it('keeps the last answer when a run fails, and says why', async () => {
    const { user, run, answer } = await openTable()
    await user.click(button('Predict'))
    await answer(0)
    await user.click(field('is_male'))
    const second = await run(1)
    await act(async () => second.fail('output-not-finite'))
    expect(screen.getByRole('alert')).toBeDefined()
    expect(predictions()).toEqual(adelie)
    await user.click(field('is_male'))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says that an answer comes from the cache', async () => {
    const { user, answer } = await openTable()
    await user.click(button('Predict'))
    await answer(0, buildRows({ answers: [buildRowAnswer({ fromCache: true })], fromCache: 1 }))
    expect(speed()).toBe('prepare 0.1 · run 0.3 · total 0.4 ms · from cache')
  })

  it('copies what a serving endpoint answers', async () => {
    const { user, answer } = await openTable()
    await user.click(button('Predict'))
    await answer(0)
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      prediction: 'Adelie',
      probabilities: { Adelie: 0.77, Chinstrap: 0.2, Gentoo: 0.03 },
      model_version: '1.2.0',
    })
  })

  it('names a class where the model gives no probabilities', async () => {
    const { user, answer } = await openTable()
    await user.click(button('Predict'))
    await answer(0, buildRows({ answers: [{ prediction: 'Dodo', fromCache: false }] }))
    expect(output().textContent).toContain('Dodo')
    expect(output().textContent).toContain('no probabilities')
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({ prediction: 'Dodo', model_version: '1.2.0' })
  })
})
