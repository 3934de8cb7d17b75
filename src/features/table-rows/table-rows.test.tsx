import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TableInput } from '../../protocol/table-tasks.ts'
import { FakeEngine, type FakeRun } from '../../testing/fake-engine.ts'
import { giveSizes } from '../../testing/many-builders.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { buildClassified, buildLook, buildReading } from '../../testing/rows-builders.ts'
import { buildHouse, buildPenguins } from '../../testing/table-builders.ts'
import { TableRows } from './table-rows.tsx'

type Run = FakeRun<'tabular-classification'>

const button = (name: string) => screen.getByRole('button', { name })
const region = (name: string) => screen.findByRole('region', { name })
const grid = () => within(screen.getByRole('table', { name: 'Rows and what the model says' }))
const rowNumbers = () =>
  grid()
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)

let restore = () => {}
beforeEach(() => {
  restore = giveSizes()
})
afterEach(() => restore())

const header = ['bill_length_mm', 'body_mass_g', 'island', 'is_male', 'remark', 'species']
const reading = buildReading({ columns: [0, 1, 2, 3, 4], truth: 5 })
const rows = [
  ['39.1', '3750', 'Dream', 'yes', 'first', 'Adelie'],
  ['46.5', '10000', 'Biscoe', 'no', '=1+1', 'Chinstrap'],
  ['9', '500', 'Dream', 'no', '', 'Gentoo'],
  ['abc', '1', 'Dream', 'no', '', 'Gentoo'],
]

function open(manifest: Parameters<typeof TableRows>[0]['manifest'] = buildPenguins()) {
  const engine = new FakeEngine()
  const { user } = renderPart(engine, <TableRows manifest={manifest} runtime="wasm" />)
  const give = (name: string) => {
    const files = [new File(['a,b\n1,2'], name)]
    fireEvent.change(screen.getByLabelText('CSV file'), { target: { files } })
  }
  async function run(index: number): Promise<Run> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as Run
  }
  return { engine, user, give, run }
}

/** A file that was looked at and run. */
async function done(predicted: readonly number[] = [0, 0, 2, -1]) {
  const page = open()
  page.give('birds.csv')
  ;(await page.run(0)).finish(buildLook({ reading, header, firstRows: rows }))
  await region('birds.csv')
  await page.user.click(button('Run'))
  ;(await page.run(1)).finish(buildClassified(header, rows, predicted))
  await region('Rows and answers')
  return page
}

describe('a file of rows', () => {
  it('is looked at first, and run as it was found', async () => {
    const { give, run, user, engine } = open()
    give('birds.csv')
    expect((await run(0)).input).toMatchObject({ kind: 'look', file: { name: 'birds.csv' } })
    const notes = ['It is read as UTF-16.']
    ;(await run(0)).finish(buildLook({ reading, header, firstRows: rows, notes }))
    const panel = within(await region('birds.csv'))
    expect(panel.getByText('It is read as UTF-16.')).toBeTruthy()
    expect(panel.getByText('5 of 5 features found')).toBeTruthy()
    const first = within(panel.getByRole('table', { name: 'First rows of the file' }))
    expect(first.getByRole('columnheader', { name: 'species (true answer)' })).toBeTruthy()
    expect(engine.runs).toHaveLength(1)
    await user.click(button('Run'))
    expect((await run(1)).input).toMatchObject({ kind: 'file', reading })
  })

  it('gives a column to one feature only, and says which ones have none', async () => {
    const { give, run, user, engine } = open(buildHouse())
    give('houses.csv')
    ;(await run(0)).finish(buildLook())
    await region('houses.csv')
    await user.selectOptions(screen.getByRole('combobox', { name: 'area (m²)' }), 'age')
    await user.click(button('Run'))
    expect((await screen.findByRole('alert')).textContent).toContain('“age”')
    expect(engine.runs).toHaveLength(1)
    await user.selectOptions(screen.getByRole('combobox', { name: 'age (years)' }), 'area')
    await user.click(button('Run'))
    expect((await run(1)).input).toMatchObject({ kind: 'file', reading: { columns: [1, 0] } })

    // The same columns come again: what was chosen for them is known.
    give('more.csv')
    ;(await run(2)).finish(buildLook())
    await region('more.csv')
    await user.click(button('Run'))
    expect((await run(3)).input).toMatchObject({ reading: { columns: [1, 0] } })
  })

  it('tells how far it is, and is cancelled at once', async () => {
    const { give, run, user } = open()
    give('birds.csv')
    ;(await run(0)).finish(buildLook({ reading, header, firstRows: rows }))
    await region('birds.csv')
    await user.click(button('Run'))
    ;(await run(1)).step({ index: 0, rows: 2000, bytes: 500_000, totalBytes: 2_000_000 })
    const bar = await screen.findByRole('progressbar', { name: 'Running birds.csv' })
    await waitFor(() =>
      expect(bar.ariaValueText ?? bar.getAttribute('aria-valuetext')).toMatch(
        /^2,000 rows · 0\.5 MB of 2\.0 MB/,
      ),
    )
    await user.click(button('Cancel'))
    expect((await run(1)).isAborted()).toBe(true)
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(screen.getAllByText('Cancelled after 2,000 rows.')).toHaveLength(2)
  })

  it('that cannot be read is refused in words, and what was there stays', async () => {
    const { give, run, user } = await done()
    give('bad.csv')
    ;(await run(2)).fail('table-unreadable', { problem: 'It is a zip archive' })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('This file is no table that can be read.')
    expect(alert.textContent).toContain('It is a zip archive.')
    expect(await region('Output for birds.csv')).toBeTruthy()
    await user.click(button('Run'))
    ;(await run(3)).fail('output-not-finite')
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2))
    expect(await region('Output for birds.csv')).toBeTruthy()
  })
})

describe('the answers', () => {
  it('are counted, with every bad row by its line and reason', async () => {
    const { user } = await done()
    const output = within(await region('Output for birds.csv'))
    expect(output.getByText(/^3 answers/).textContent).toBe('3 answers · 1 bad row')
    const shares = within(output.getByRole('list', { name: 'Shares of the classes' }))
    expect(shares.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Adelie2 · 66.7 %',
      'Gentoo1 · 33.3 %',
    ])
    await user.click(output.getByText('1 row could not be run'))
    const bad = within(await output.findByRole('table', { name: 'Rows that could not be run' }))
    expect(bad.getAllByRole('row')[1]?.textContent).toBe('54Row 4 is bad.')
    expect(screen.getByText('Done with 4 rows of birds.csv. 1 row could not be run.')).toBeTruthy()
  })

  it('stand in a table whose columns sort it, numbers as numbers', async () => {
    const { user } = await done()
    expect(rowNumbers()).toEqual(['1', '2', '3', '4'])
    const head = grid().getByRole('columnheader', { name: 'body_mass_g' })
    await user.click(within(head).getByRole('button'))
    await waitFor(() => expect(rowNumbers()).toEqual(['4', '3', '1', '2']))
    expect(head.getAttribute('aria-sort')).toBe('ascending')
    await user.click(within(head).getByRole('button'))
    await waitFor(() => expect(rowNumbers()).toEqual(['2', '1', '3', '4']))
    expect(head.getAttribute('aria-sort')).toBe('descending')
    const table = screen.getByRole('table', { name: 'Rows and what the model says' })
    expect(table.getAttribute('aria-rowcount')).toBe('5')
    expect(grid().getAllByRole('row')[1]?.getAttribute('aria-rowindex')).toBe('2')
  })

  it('are filtered by class, doubt, fault and words', async () => {
    const { user } = await done()
    const show = screen.getByRole('combobox', { name: 'Show' })
    await user.selectOptions(show, 'Adelie (2)')
    await waitFor(() => expect(rowNumbers()).toEqual(['1', '2']))
    await user.selectOptions(show, 'Bad (1)')
    await waitFor(() => expect(rowNumbers()).toEqual(['4']))
    await user.selectOptions(show, 'Wrong')
    await waitFor(() => expect(rowNumbers()).toEqual(['2']))
    await user.selectOptions(show, 'All (4)')
    await user.type(screen.getByRole('textbox', { name: 'A cell contains' }), 'dream')
    await waitFor(() => expect(rowNumbers()).toEqual(['1', '3', '4']))
    const percent = screen.getByRole('spinbutton', { name: 'Less sure than, in %' })
    await user.type(percent, '79')
    await screen.findByText('No row is so.')
    expect(screen.getByRole('status', { name: 'Shown' }).textContent).toBe('0 of 4 rows')
    await user.clear(percent)
    await user.type(percent, '81')
    await waitFor(() => expect(rowNumbers()).toEqual(['1', '3']))
  })

  it('show the probability of every class when asked', async () => {
    const { user } = await done()
    expect(grid().queryByRole('columnheader', { name: 'p(Gentoo)' })).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: 'Probability of every class' }))
    expect(grid().getByRole('columnheader', { name: 'p(Gentoo)' })).toBeTruthy()
  })

  it('are judged where the file knows the truth', async () => {
    await done()
    const right = within(await region('How often it is right'))
    expect(right.getByText('66.7 %')).toBeTruthy()
    expect(right.getByText(/^2 of 3 rows · 95 % interval 20\.8 % to 93\.9 %$/)).toBeTruthy()
    const row = within(right.getByRole('table', { name: /^Confusion/ })).getByRole('row', {
      name: /^Chinstrap/,
    })
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['1', '0', '0'])
    const worst = within(right.getByRole('table', { name: 'Worst mistakes' }))
    expect(worst.getAllByRole('row')[1]?.textContent).toBe(
      '2ChinstrapAdelie80.0 %46.510000Biscoeno=1+1',
    )
  })
})

it('takes the rows that are typed or pasted into the field', async () => {
  const { run, user } = open()
  await user.click(screen.getByText('Paste rows'))
  await user.type(await screen.findByRole('textbox', { name: 'Rows' }), 'a,b')
  await user.click(button('Use these rows'))
  const { input } = await run(0)
  expect(input satisfies TableInput).toMatchObject({ kind: 'look' })
  expect(input.kind === 'look' && input.file.size).toBe(3)
})
