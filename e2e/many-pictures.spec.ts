import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { press } from './support/by-keyboard.ts'
import { choose, goHome, readyBadge } from './support/open-export.ts'
import {
  chooseFolder,
  cifarExamples,
  greys,
  progressOf,
  writeFolder,
} from './support/picture-folder.ts'
import { greyPng } from './support/png.ts'
import { traceTasks } from './support/task-times.ts'
import { expect, test } from './support/test.ts'

/** Browsers call a task long from here on. */
const longTaskMs = 50
const example = (name: string) => readFileSync(join(cifarExamples, `${name}.jpg`))

/** The built-in model with what it is mostly right about; "misc" is none of its classes. */
const labelled = () => ({
  'set/airplane/a.jpg': example('airplane'),
  'set/Automobile/b.jpg': example('automobile'),
  'set/frog/c.jpg': example('frog'),
  'set/ship/d.jpg': example('ship'),
  'set/ship/wrong.jpg': example('horse'),
  'set/truck/f.jpg': example('truck'),
  'set/misc/g.jpg': example('deer'),
  'set/truck/broken.jpg': example('truck').subarray(0, 200),
  'set/readme.txt': Buffer.from('labels'),
})

test.beforeEach(async ({ page, demoUrl }) => {
  await page.goto(`${demoUrl('cifar10')}#mode=many`)
  await expect(page.getByRole('tab', { name: 'Many pictures', selected: true })).toBeVisible()
  await expect(page.getByLabel('Choose a folder', { exact: true })).toBeAttached()
})

test('a folder of 1,000 pictures runs without a long task on the page', async ({
  page,
  browser,
}, info) => {
  test.setTimeout(240_000)
  const folder = writeFolder(info.outputPath('pictures'), greys(1000))
  await expect(readyBadge(page)).toBeVisible()
  const { tasks, handlers } = await traceTasks(browser, page, 'given', async () => {
    // All of it happens in the page: each question of the test's own would be a task there.
    const seen = page.evaluate(lookThrough)
    await chooseFolder(page, folder)
    await seen
  })
  await expect(page.getByRole('status', { name: 'Shown' })).toHaveText('1,000 pictures')
  await expect(page.getByRole('listitem').filter({ hasText: 'grey-499.png' })).toBeVisible()
  info.annotations.push({ type: 'longest tasks, ms', description: JSON.stringify(tasks) })
  expect(tasks.filter((ms) => ms > longTaskMs)).toEqual([])
  expect(handlers('change')).toBeLessThan(longTaskMs)
})

test('a run is cancelled at once, keeps what is done, and goes on from there', async ({
  page,
}, info) => {
  await chooseFolder(page, writeFolder(info.outputPath('pictures'), greys(1000)))
  await expect(progressOf(page)).toHaveAttribute('aria-valuetext', /^[1-9]\d* of 1,000/)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  const stopped = page.getByText(/^Stopped after \d+ of 1,000$/)
  await expect(stopped.first()).toBeVisible({ timeout: 1000 })
  const before = Number(/\d+/.exec((await stopped.first().textContent()) ?? '')?.[0])
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(1000)
  await expect(page.getByRole('button', { name: /^\w+ \d/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('1,000 pictures', { exact: true }).first()).toBeVisible({
    timeout: 55_000,
  })
})

test('a labelled folder is judged, with what cannot be read and what is no class named', async ({
  page,
}, info) => {
  await chooseFolder(page, writeFolder(info.outputPath('data'), labelled()))
  const right = page.getByRole('region', { name: 'How often it is right' })
  await expect(right).toBeVisible()
  await expect(right).toContainText('5 of 6 pictures')
  await expect(right).toContainText('83.3 %')
  await expect(right).toContainText('“misc” (1)')
  const matrix = page.getByRole('table', { name: /^Confusion matrix/ })
  const ship = matrix.getByRole('row', { name: /^ship/ })
  await expect(ship.getByRole('cell')).toHaveText(['0', '0', '0', '1', '1', '0'])
  const scores = page.getByRole('table', { name: 'Precision and recall by class' })
  await expect(scores.getByRole('row', { name: /^ship 2 100\.0 % 50\.0 %$/ })).toBeVisible()

  await page.getByText('1 picture could not be read').click()
  await expect(page.getByText('set/truck/broken.jpg')).toBeVisible()
  await expect(page.getByText(/damaged or cut off/).first()).toBeVisible()
  await expect(page.getByText('1 other file beside them is left out.')).toBeVisible()
  await expectAccessibleEverywhere(page, 'many pictures, judged')

  await page
    .getByRole('button', { name: /horse .*not ship/ })
    .first()
    .click()
  await expect(page.getByRole('tab', { name: 'One picture', selected: true })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Predictions' })).toContainText('horse')
  await page.getByRole('tab', { name: 'Many pictures' }).click()
  await expect(right).toContainText('83.3 %')
})

test('the table sorts, filters and is downloaded', async ({ page }, info) => {
  const files = { 'a/=1+1.png': greyPng(3), ...labelled() }
  await chooseFolder(page, writeFolder(info.outputPath('data'), files))
  await expect(page.getByRole('region', { name: 'How often it is right' })).toBeVisible()
  await page.getByRole('combobox', { name: 'As', exact: true }).selectOption('Table')
  const table = page.getByRole('table', { name: 'Pictures as a table' })
  await table.getByRole('button', { name: 'Probability' }).click()
  await expect(table.getByRole('columnheader', { name: 'Probability' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  const cells = await table.getByRole('cell').filter({ hasText: /%$/ }).allTextContents()
  const probs = cells.map((cell) => Number.parseFloat(cell))
  expect(probs).toEqual(probs.toSorted((one, other) => one - other))
  await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('wrong')
  await expect(table.getByRole('rowheader')).toHaveText(['data/set/ship/wrong.jpg'])
  await expectAccessibleEverywhere(page, 'many pictures, as a table')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ])
  const csv = readFileSync(await download.path(), 'utf8')
  const [head, ...lines] = csv.split('\r\n')
  expect(head).toMatch(/^picture,folder_class,right,prediction,probability/)
  expect(lines).toHaveLength(9)
  expect(csv).toContain('data/set/ship/wrong.jpg,ship,no,horse,')
})

test('two models are set side by side, and the first one comes back', async ({ page }, info) => {
  await page.goto('./')
  await choose(page, dirname(cifarExamples.replace(/\/$/, '')), true)
  await expect(readyBadge(page)).toBeVisible()
  await goHome(page)
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Pictures/ })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Many pictures' }).click()
  await chooseFolder(page, writeFolder(info.outputPath('data'), labelled()))
  const panel = page.getByRole('region', { name: 'Beside another model' })
  await panel.getByRole('button', { name: 'Compare' }).click()
  await expect(panel).toContainText('7 of 7 pictures have the same first class')
  await expect(panel).toContainText('100.0 %')
  await expect(panel).toContainText('by 0.0 % at most')
  await expect(panel.getByRole('table', { name: 'Both models' }).getByRole('row')).toHaveCount(3)
  await expectAccessibleEverywhere(page, 'many pictures, compared')

  await expect(readyBadge(page)).toBeVisible()
  await page.getByRole('tab', { name: 'One picture' }).click()
  await page.getByLabel('Image', { exact: true }).setInputFiles(join(cifarExamples, 'truck.jpg'))
  await expect(page.getByText(/^decode /)).toBeVisible()
})

test('all of it works by the keyboard', async ({ page }) => {
  await page.reload()
  await expect(readyBadge(page)).toBeVisible()
  await press(page, 'tab', 'Many pictures')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('tab', { name: 'One picture', selected: true })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/#.*mode=many/)
})

/**
 * Runs in the page: waits for a folder to be given and looked at, and scrolls through half of it. The browser lists a
 * folder's files in one task of its own, of which the page's share is the event that hands them over.
 */
async function lookThrough(): Promise<void> {
  const moment = () => new Promise((resolve) => setTimeout(resolve, 30))
  const part = (name: string) => document.querySelector(`[aria-label="${name}"]`)
  await new Promise((resolve) => window.addEventListener('change', resolve))
  performance.mark('given')
  while (part('Looking at pictures') === null) await moment()
  while (part('Looking at pictures') !== null) await moment()
  const box = part('Pictures as a gallery')!
  for (let step = 1; step <= 60; step++) {
    box.scrollTop = ((box.scrollHeight - box.clientHeight) / 2) * (step / 60)
    await moment()
  }
  await moment()
}
