import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { press, tabTo } from './support/by-keyboard.ts'
import { watchMemory } from './support/memory.ts'
import {
  giveRows,
  giveText,
  openForRows,
  penguinExport,
  priceExport,
  writeGiantLine,
  writePenguins,
} from './support/table-files.ts'
import { traceTasks } from './support/task-times.ts'
import { expect, test } from './support/test.ts'

/** Browsers call a task long from here on. */
const longTaskMs = 50
const mostMemory = 300_000_000

const runButton = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })
const table = (page: Page) => page.getByRole('table', { name: 'Rows and what the model says' })
const shown = (page: Page) => page.getByRole('status', { name: 'Shown' })
const output = (page: Page, name: string) =>
  page.getByRole('region', { name: `Output for ${name}` })
const show = (page: Page) => page.getByRole('combobox', { name: 'Show', exact: true })

test('a file of 100,000 rows and 30 MB runs, sorts, filters and scrolls without a long task', async ({
  page,
  browser,
}, info) => {
  test.setTimeout(240_000)
  const csv = await writePenguins(info.outputPath('penguins.csv'), 100_000, 30_000_000)
  const memory = await watchMemory(page)
  await openForRows(page, penguinExport(info.outputPath('model')))
  await giveRows(page, csv)
  await expect(runButton(page)).toBeVisible()
  const { tasks } = await traceTasks(browser, page, 'begun', async () => {
    // All of it happens in the page: each question of the test's own would be a task there.
    const seen = page.evaluate(workThrough)
    await runButton(page).click()
    await seen
  })
  info.annotations.push({ type: 'longest tasks, ms', description: JSON.stringify(tasks) })
  expect(tasks.filter((ms) => ms > longTaskMs)).toEqual([])

  await expect(output(page, 'penguins.csv')).toContainText('100,000 answers')
  await expect(page.getByRole('region', { name: 'How often it is right' })).toContainText(
    'of 100,000 rows',
  )
  await expect(table(page)).toHaveAttribute('aria-rowcount', /^\d+$/)
  const { scripts } = await memory.read()
  info.annotations.push({ type: 'scripts, MB', description: (scripts / 1e6).toFixed(0) })
  expect(scripts).toBeLessThan(mostMemory)
})

test('a run is cancelled, and the last good result stays', async ({ page }, info) => {
  const csv = await writePenguins(info.outputPath('many.csv'), 150_000, 45_000_000)
  await openForRows(page, penguinExport(info.outputPath('model')))
  await giveRows(page, await writePenguins(info.outputPath('few.csv'), 30))
  await runButton(page).click()
  await expect(output(page, 'few.csv')).toContainText('30 answers')

  await giveRows(page, csv)
  await expect(page.getByRole('region', { name: 'many.csv', exact: true })).toBeVisible()
  await runButton(page).click()
  const progress = page.getByRole('progressbar', { name: 'Running many.csv' })
  await expect(progress).toHaveAttribute('aria-valuetext', /^[\d,]+ rows · .* of 4\d\.\d MB/)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.getByText(/^Cancelled after [\d,]+ rows\.$/).first()).toBeVisible()
  await expect(progress).toHaveCount(0)
  await expect(output(page, 'few.csv')).toContainText('30 answers')

  // The worker is free again.
  await giveText(page, 'next.csv', `${csvHead}\n39.1,18.7,181,3750`)
  await runButton(page).click()
  await expect(output(page, 'next.csv')).toContainText('1 answer')
})

const csvHead = 'bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g'
const zip = Buffer.from('504b0304140000000800', 'hex')

const hostile: readonly [name: string, make: () => string | Buffer, says: RegExp][] = [
  ['empty.csv', () => '', /empty/i],
  ['zip.csv', () => Buffer.concat([zip, Buffer.alloc(4000, 7)]), /zip/i],
  ['nul.csv', () => Buffer.concat([Buffer.from(`${csvHead}\n`), Buffer.alloc(9000)]), /bytes/i],
  [
    'wide.csv',
    () => `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join()}\n${'1,'.repeat(9999)}1\n`,
    /columns/,
  ],
  ['header.csv', () => `${csvHead}\n`, /no rows/],
]

test('hostile files end in a sentence, and the last good result stays', async ({ page }, info) => {
  test.setTimeout(120_000)
  await openForRows(page, penguinExport(info.outputPath('model')))
  await giveText(page, 'good.csv', `${csvHead}\n39.1,18.7,181,3750\n46.5,17.9,192,3500`)
  await runButton(page).click()
  await expect(output(page, 'good.csv')).toContainText('2 answers')
  const alert = page.getByRole('alert')
  for (const [name, make, says] of hostile) {
    await giveText(page, name, make())
    await expect(alert, name).toContainText(says)
    await expect(output(page, 'good.csv')).toContainText('2 answers')
    await giveText(page, 'good.csv', `${csvHead}\n39.1,18.7,181,3750`)
    await expect(alert, `after ${name}`).toHaveCount(0)
  }
  await giveRows(page, writeGiantLine(info.outputPath('giant.csv'), 1_000_000_000))
  await expect(alert).toContainText(/at most 50 MB/)
  await giveRows(page, writeGiantLine(info.outputPath('line.csv'), 40_000_000))
  await expect(alert).toBeVisible()
  await expect(output(page, 'good.csv')).toContainText('2 answers')
})

test('odd rows are listed with line and reason, and the others run', async ({ page }, info) => {
  await openForRows(page, penguinExport(info.outputPath('model')))
  const lines = [
    `__proto__,${csvHead},constructor`,
    '=1+1,39.1,18.7,181,3750,a',
    'x,abc,18.7,181,3750,b',
    'x,39.1,18.7,181,3750,c,more,and more',
    'x,39.1',
    '"<b>x</b>",46.5,17.9,192,3500,d',
  ]
  await giveText(page, 'odd.csv', lines.join('\n'))
  await runButton(page).click()
  await expect(output(page, 'odd.csv')).toContainText('2 answers · 3 bad rows')
  await output(page, 'odd.csv').getByText('3 rows could not be run').click()
  const bad = page.getByRole('table', { name: 'Rows that could not be run' })
  await expect(bad.getByRole('rowheader')).toHaveText(['3', '4', '5'])
  await expect(bad).toContainText('“bill_length_mm”: “abc” is no number.')
  await show(page).selectOption({ label: 'Bad (3)' })
  await expect(shown(page)).toHaveText('3 of 5 rows')
  await expect(table(page).getByRole('rowheader')).toHaveText(['2', '3', '4'])
  await expect(table(page)).toContainText('“abc” is no number')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('odd-predictions.csv')
  const written = readFileSync(await download.path(), 'utf8').split('\r\n')
  expect(written[0]).toBe(
    `__proto__,${csvHead},constructor,prediction,probability,p(Adelie),p(Chinstrap),p(Gentoo),problem`,
  )
  expect(written[1]).toMatch(/^'=1\+1,39\.1,18\.7,181,3750,a,\w+,0\.\d+/)
  expect(written).toHaveLength(7)
  const [lined] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download JSON lines' }).click(),
  ])
  const rows = readFileSync(await lined.path(), 'utf8')
    .trim()
    .split('\n')
  const last = JSON.parse(rows[4]!) as { features: object; prediction: string }
  expect(Object.entries(last.features)[0]).toEqual(['__proto__', '<b>x</b>'])
  expect(last.prediction).toBe('Chinstrap')
})

test('how a file is read can be corrected, and is remembered', async ({ page }, info) => {
  await openForRows(page, priceExport(info.outputPath('model')))
  await giveText(page, 'prices.txt', 'surface;years;what\n50;10;90\n60;5;115\n70;8;140')
  const field = (name: string) => page.getByRole('combobox', { name, exact: true })
  await expect(field('Between columns')).toHaveValue(';')
  await field('True answer').selectOption({ label: 'what' })
  await field('area').selectOption({ label: 'surface' })
  await field('age').selectOption({ label: 'years' })
  await runButton(page).click()
  const off = page.getByRole('region', { name: 'How far it is off' })
  await expect(off).toContainText('Mean absolute error2.6667 EUR')
  await expect(page.getByRole('img', { name: /^Histogram of the errors/ })).toBeVisible()
  await expectAccessibleEverywhere(page, 'a file of rows with numbers for answers')

  await giveText(page, 'others.txt', 'surface;years;what\n10;1;19')
  await expect(page.getByRole('region', { name: 'others.txt', exact: true })).toBeVisible()
  await expect(field('area')).toHaveValue('0')
  await expect(field('True answer')).toHaveValue('2')
  await field('First line').selectOption('no')
  await expect(page.getByRole('table', { name: 'First rows of the file' })).toContainText(
    'column_1',
  )
  await field('First line').selectOption('yes')
  await field('area').selectOption('')
  await runButton(page).click()
  await expect(page.getByRole('alert')).toContainText('A feature has no column: “area”.')
})

test('all of it works by the keyboard and is read as a table', async ({ page }, info) => {
  await openForRows(page, penguinExport(info.outputPath('model')))
  await giveRows(page, await writePenguins(info.outputPath('penguins.csv'), 500))
  await expect(runButton(page)).toBeVisible()
  await expectAccessibleEverywhere(page, 'a file of rows before it is run')
  await press(page, 'button', 'Run')
  await expect(table(page)).toHaveAttribute('aria-rowcount', '501')
  await press(page, 'button', 'probability')
  const head = table(page).getByRole('columnheader', { name: 'probability' })
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  const cells = table(page).locator('td[aria-colindex="3"]')
  const values = (await cells.allTextContents()).map(Number)
  expect(values.length).toBeGreaterThan(5)
  expect(values).toEqual(values.toSorted((one, other) => one - other))
  await page.keyboard.press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await tabTo(page, 'textbox', 'A cell contains', 'Shift+Tab')
  await page.keyboard.type('torgersen')
  await expect(shown(page)).toHaveText(/^1\d\d of 500 rows$/)
  await expectAccessibleEverywhere(page, 'a file of rows with its answers')
})

test('a table that is copied from a spreadsheet is pasted', async ({ page }, info) => {
  await openForRows(page, penguinExport(info.outputPath('model')))
  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      // As spreadsheets do.
      clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }))
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.body.dispatchEvent(paste)
    },
    `${csvHead.replaceAll(',', '\t')}\n39.1\t18.7\t181\t3750\n46.5\t17.9\t192\t3500`,
  )
  await expect(page.getByRole('region', { name: 'pasted rows' })).toBeVisible()
  await runButton(page).click()
  await expect(output(page, 'pasted rows')).toContainText('2 answers')
})

/**
 * Runs in the page: waits for the run, and then sorts by a text and a number, filters, searches, writes both files and
 * scrolls through all rows.
 */
async function workThrough(): Promise<void> {
  const moment = () => new Promise((resolve) => setTimeout(resolve, 30))
  const part = (name: string) => document.querySelector(`[aria-label="${name}"]`)
  const buttons = () => [...document.querySelectorAll('button')]
  const button = (name: string) =>
    buttons().find(({ textContent }) => textContent.startsWith(name))!
  const settle = async () => {
    await moment()
    while (part('Rows and answers') === null && document.querySelector('[aria-busy=true]') !== null)
      await moment()
    await moment()
  }
  const type = (label: string, value: string) => {
    const labels = [...document.querySelectorAll('label')]
    const input = labels.find(({ textContent }) => textContent === label)!.control!
    const prototype = Object.getPrototypeOf(input) as object
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(input, value)
    input.dispatchEvent(new Event(input.matches('select') ? 'change' : 'input', { bubbles: true }))
  }
  await new Promise((resolve) => window.addEventListener('click', resolve, { once: true }))
  performance.mark('begun')
  while (part('Rows and what the model says') === null) await moment()
  await settle()
  const box = () => part('Rows and what the model says')!
  for (const name of ['remark', 'species', 'probability', 'probability', 'body_mass_g']) {
    // Columns out of sight are not there.
    box().scrollLeft = name === 'remark' || name === 'body_mass_g' ? 2000 : 0
    await moment()
    await moment()
    button(name)?.click()
    await settle()
    while (document.querySelector('[aria-busy=true]') !== null) await moment()
  }
  for (let step = 1; step <= 60; step++) {
    box().scrollTop = (box().scrollHeight - box().clientHeight) * (step / 60)
    await moment()
  }
  for (const [label, value] of [
    ['A cell contains', 'others'],
    ['A cell contains', 'not there at all'],
    ['A cell contains', ''],
    ['Less sure than, in %', '80'],
    ['Show', 'wrong'],
  ] as const) {
    type(label, value)
    await settle()
    while (document.querySelector('[aria-busy=true]') !== null) await moment()
  }
  for (const name of ['Download CSV', 'Download JSON lines']) {
    button(name).click()
    await settle()
    while (button('Writing') !== undefined) await moment()
  }
  await moment()
}
