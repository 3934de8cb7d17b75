import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildHouse, buildRows } from '../../testing/table-builders.ts'
import { beforehand, describedBy, field, openTable, retype } from '../../testing/table-page.tsx'
import { button, copied, predictions, spoken } from '../../testing/text-task-page.tsx'

describe('a row in the address', () => {
  const hash = (features: unknown) =>
    `#${new URLSearchParams({ features: JSON.stringify(features) })}`
  const row = {
    bill_length_mm: 40,
    body_mass_g: 3000,
    island: 'Dream',
    is_male: true,
    remark: null,
  }

  it('is there, is run, and is kept with what changes', async () => {
    const { user, rowOf } = await openTable({ hash: hash(row) })
    expect(field('island').value).toBe('Dream')
    expect(await rowOf(0)).toEqual(row)
    await user.selectOptions(field('island'), 'Biscoe')
    await rowOf(1)
    expect(window.location.hash).toBe(hash({ ...row, island: 'Biscoe' }))
  })

  it('is told not to be one of this model', async () => {
    const { engine, user } = await openTable({
      hash: hash({ ...row, island: undefined, colour: 'red' }),
    })
    expect(screen.getByRole('alert').textContent).toContain(
      'Feature mismatch. Missing: [island]. Extra: [colour].',
    )
    expect(describedBy(field('island'))).toContain('It is missing.')
    expect(engine.runs).toHaveLength(0)
    await user.selectOptions(field('island'), 'Dream')
    await user.click(button('Leave out what is unknown'))
    expect(screen.queryByRole('alert')).toBeNull()
    await waitFor(() => expect(engine.runs).toHaveLength(1))
  })
})

describe('the row as JSON', () => {
  async function openJson(options?: Parameters<typeof openTable>[0]) {
    const page = await openTable(options)
    await page.user.click(screen.getByText('Edit as JSON'))
    const json = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Row as JSON' })
    async function give(text: string) {
      await page.user.clear(json)
      await page.user.click(json)
      await page.user.paste(text)
    }
    return { ...page, json, give }
  }

  it('follows the fields, and the fields follow it', async () => {
    const { user, json, give } = await openJson()
    await retype(user, 'bill_length_mm', '50')
    const whole = JSON.parse(json.value) as { features: Record<string, unknown> }
    expect(whole.features).toEqual({
      bill_length_mm: 50,
      body_mass_g: 4500,
      island: 'Biscoe',
      is_male: false,
      remark: null,
    })
    await give(JSON.stringify({ features: { ...whole.features, island: 'Dream', is_male: true } }))
    expect(field('island').value).toBe('Dream')
    expect(field('is_male').checked).toBe(true)
  })

  it('says which names are missing and which nobody knows, and marks the fields', async () => {
    const { user, json, give } = await openJson()
    await give(
      '{"features": {"bill_length_mm": 39, "body_mass_g": 3000, "is_male": 7, "wings": 2}}',
    )
    expect(screen.getByRole('alert').textContent).toContain(
      'Feature mismatch. Missing: [island]. Extra: [wings].',
    )
    expect(json.getAttribute('aria-invalid')).toBe('true')
    expect(describedBy(field('island'))).toContain('It is missing.')
    expect(describedBy(field('is_male'))).toContain('“7” is neither true nor false.')
    expect(predictions()).toEqual(beforehand)
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      error: {
        code: 'feature-mismatch',
        message: 'Feature mismatch. Missing: [island]. Extra: [wings].',
      },
    })
  })

  it('says where it breaks, leaves the fields alone, and refuses to run', async () => {
    const { engine, user, json, give } = await openJson()
    await give('{"features":\n  {"island": Dream}}')
    expect(describedBy(json)).toEqual(['At line 2, column 14 stands “D”, which cannot be there.'])
    expect(field('island').value).toBe('Biscoe')
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(button('Predict'))
    expect(screen.getByRole('alert').textContent).toContain('This is no row in JSON.')
    expect(engine.runs).toHaveLength(0)
    await waitFor(() => expect(document.activeElement).toBe(json))
    await user.click(field('is_male'))
    expect(json.value).toContain('"is_male": true')
  })
})

describe('a model of numbers', () => {
  const priced = (values: readonly number[]) =>
    buildRows({ answers: [{ prediction: values[0]!, values, fromCache: false }] })

  it('says the number with its unit, for a row of defaults too', async () => {
    const { user, rowOf, answer } = await openTable({}, buildHouse())
    expect(await rowOf(0)).toEqual({ area: 120, age: 12 })
    await answer(0, priced([348_000.03125]))
    const [item] = within(screen.getByRole('list', { name: 'Predictions' })).getAllByRole(
      'listitem',
    )
    expect(item?.textContent).toBe('price348,000EUR')
    expect(spoken()).toContain('price 348,000 EUR.')
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({ prediction: 348_000.03125 })
  })

  it('lists several', async () => {
    const targets = [{ name: 'price', unit: 'EUR' }, { name: 'days to sell' }]
    const { user, answer } = await openTable({}, buildHouse({ targets, modelVersion: '3' }))
    await answer(0, priced([348_000, 41.5]))
    const items = within(screen.getByRole('list', { name: 'Predictions' })).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual(['price348,000EUR', 'days to sell41.5'])
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      prediction: { price: 348_000, 'days to sell': 41.5 },
      model_version: '3',
    })
  })

  it('shows a field for each of hundreds when asked, and the wrong ones always', async () => {
    const features = Array.from({ length: 100 }, (_, index) => ({
      name: `f${index}`,
      kind: 'number' as const,
      default: index,
    }))
    const { user } = await openTable({}, buildHouse({ features }))
    expect(screen.getAllByRole('spinbutton')).toHaveLength(60)
    await user.click(button('Show 40 more features'))
    expect(screen.getAllByRole('spinbutton')).toHaveLength(100)
  })
})
