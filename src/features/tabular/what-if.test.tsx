import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import type { RowAnswer, TableInput, TableRow } from '../../protocol/table-tasks.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import {
  buildHouse,
  buildPenguins,
  buildRows,
  fakeHouse,
  fakePenguin,
  rowsIn,
} from '../../testing/table-builders.ts'
import type { TableManifest } from './row.ts'
import { WhatIf } from './what-if.tsx'

const gentoo: TableRow = {
  bill_length_mm: 46.1,
  body_mass_g: 4500,
  island: 'Biscoe',
  is_male: false,
  remark: null,
}

function Page({ manifest, row: first }: { manifest: TableManifest; row: TableRow }) {
  const [row, setRow] = useState(first)
  return (
    <WhatIf
      manifest={manifest}
      runtime="auto"
      row={row}
      onChange={(name, value) => setRow({ ...row, [name]: value as string })}
    />
  )
}

function open(
  manifest: TableManifest = buildPenguins(),
  row: TableRow = gentoo,
  model: (row: TableRow) => RowAnswer = fakePenguin,
) {
  const engine = new FakeEngine()
  const { user } = renderPart(engine, <Page manifest={manifest} row={row} />)
  /** Waits for a run, by its number, and answers it as the model would. */
  async function answer(index: number): Promise<readonly TableRow[]> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    const run = engine.runs[index]!
    const rows = rowsIn(run.input as TableInput)
    await act(async () => run.finish(buildRows({ answers: rows.map(model) })))
    return rows
  }
  return { engine, user, answer }
}

const handle = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Move along the curve' })
const influential = () =>
  within(screen.getByRole('region', { name: 'Most influential' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent)

describe('what if', () => {
  it('asks once for the whole curve, and says it in words', async () => {
    const { engine, answer } = open()
    const rows = await answer(0)
    expect(rows[0]).toEqual(gentoo)
    expect(rows.slice(1, 62).map((row) => row['bill_length_mm'])).toEqual(
      Array.from({ length: 61 }, (_, index) => 30 + index / 2),
    )
    expect(rows[1]).toEqual({ ...gentoo, bill_length_mm: 30 })
    expect(
      screen.getByText(
        'From 30 mm to 60 mm: Adelie, then Gentoo from 44 mm. The other features stay as they are.',
      ),
    ).toBeDefined()
    const lines = within(screen.getByRole('list', { name: 'Lines' })).getAllByRole('listitem')
    expect(lines.map((line) => line.textContent)).toEqual(['Gentoo 74.1 %', 'Adelie 25.9 %'])
    expect(engine.runs).toHaveLength(1)
  })

  it('moves the row along the curve, by keyboard too, and says what is there', async () => {
    const { answer } = open()
    await answer(0)
    expect(handle().getAttribute('aria-valuetext')).toBe('46 mm: Gentoo, 73.1 %')
    fireEvent.change(handle(), { target: { value: '20' } })
    expect(handle().getAttribute('aria-valuetext')).toBe('40 mm: Adelie, 88.1 %')
    expect((await answer(1))[0]).toEqual({ ...gentoo, bill_length_mm: 40 })
  })

  it('lists what matters most with its sign, and shows its curve on a press', async () => {
    const { user, answer } = open()
    await answer(0)
    expect(influential()).toEqual([
      'island Biscoe → Torgersen−46.2 points, another class',
      'bill_length_mm 46.1 mm → 44.6 mm−16.6 points',
    ])
    expect(screen.getByText(/it finds no causes/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'island' }))
    expect(screen.getByRole('combobox', { name: 'Feature to change' })).toHaveProperty(
      'value',
      'island',
    )
    await answer(1)
    const choices = within(screen.getByRole('list', { name: 'Choices' })).getAllByRole('listitem')
    expect(choices.map((choice) => choice.textContent)).toEqual([
      'Biscoe (this row)Gentoo, 74.1 %',
      'DreamGentoo, 74.1 %',
      'TorgersenAdelie, 72.1 %',
    ])
    await user.click(screen.getByRole('button', { name: 'Torgersen' }))
    expect((await answer(2))[0]).toEqual({ ...gentoo, island: 'Torgersen' })
  })

  it('of a number speaks in its unit', async () => {
    const { answer } = open(buildHouse(), { area: 100, age: 10 }, fakeHouse)
    await answer(0)
    expect(influential()).toEqual([
      'area 100 m² → 90 m²−30,000 EUR',
      'age 10 years → 9 years+1,000 EUR',
    ])
    expect(screen.queryByRole('list', { name: 'Lines' })).toBeNull()
  })

  it('keeps the last curve when a run fails, and says why', async () => {
    const { engine, answer } = open()
    await answer(0)
    fireEvent.change(handle(), { target: { value: '20' } })
    await waitFor(() => expect(engine.runs).toHaveLength(2))
    await act(async () => engine.runs[1]!.fail('output-not-finite'))
    expect(screen.getByRole('alert')).toBeDefined()
    expect(influential()).toHaveLength(2)
  })

  it('says so where there is nothing to move', () => {
    const features = [{ name: 'remark', kind: 'text' as const }]
    open(buildHouse({ features }), { remark: 'nice' })
    expect(screen.getByText('This model takes texts alone, which have no range.')).toBeDefined()
  })
})
