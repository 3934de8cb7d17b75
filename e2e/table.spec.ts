import type { Page } from '@playwright/test'
import type { TabularClassificationManifest } from '../src/protocol/table-manifests.ts'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { press, tabTo, typeInto } from './support/by-keyboard.ts'
import { answerOrAlert, copiedJson, manifestOf } from './support/demo.ts'
import { expect, test } from './support/test.ts'

interface CopiedAnswer {
  readonly prediction: string
  readonly probabilities: Readonly<Record<string, number>>
  readonly model_version: string
}

const output = (page: Page) => page.getByRole('region', { name: 'Output' })
const speed = (page: Page) => output(page).getByRole('status', { name: 'Speed' })
const answered = (page: Page) => speed(page).getByText(/· (cold|warm|from cache)$/)

async function predict(page: Page) {
  await page.getByRole('button', { name: 'Predict' }).click()
  await answerOrAlert(page, answered(page), 60_000)
  await expect(output(page).locator('[aria-busy=true]')).toHaveCount(0)
}

/** Puts a row into the page, as an address that somebody was sent. */
const addressOf = (features: unknown) =>
  `#${new URLSearchParams({ features: JSON.stringify(features) }).toString()}`

test.describe('penguins', () => {
  let manifest: TabularClassificationManifest
  test.beforeEach(async ({ request }) => {
    manifest = await manifestOf(request, 'penguins', 'tabular-classification')
  })

  test('every example gets the probabilities that were computed beforehand', async ({
    page,
    demoUrl,
  }) => {
    await page.goto(demoUrl('penguins'))
    for (const example of manifest.examples) {
      await page.getByRole('list', { name: 'Examples' }).getByText(example.title).click()
      await predict(page)
      const { prediction, probabilities, model_version } = await copiedJson<CopiedAnswer>(page)
      expect(prediction).toBe(example.predictions![0]!.class)
      expect(model_version).toBe(manifest.modelVersion)
      expect(Object.keys(probabilities)).toHaveLength(manifest.labels.length)
      for (const { class: name, prob } of example.predictions!)
        expect(probabilities[name], `${example.title}: ${name}`).toBeCloseTo(prob, 5)
    }
    // The same row once more.
    await predict(page)
    await expect(speed(page)).toContainText('from cache')
  })

  test('the answer follows what is typed, by keyboard alone', async ({ page, demoUrl }) => {
    await page.goto(demoUrl('penguins'))
    await press(page, 'button', 'Predict')
    await answerOrAlert(page, answered(page), 60_000)
    await page.getByRole('heading', { level: 1 }).click()
    for (const { name, kind, min } of manifest.features) {
      if (kind === 'number') await typeInto(page, 'spinbutton', name, String(min))
    }
    const [first] = manifest.features.filter(({ kind }) => kind === 'number')
    const before = await copiedJson<CopiedAnswer>(page)
    await page.getByRole('spinbutton', { name: first!.name, exact: true }).focus()
    for (let step = 0; step < 120; step++) await page.keyboard.press('ArrowUp')
    await expect
      .poll(async () => (await copiedJson<CopiedAnswer>(page)).probabilities)
      .not.toEqual(before.probabilities)
    await expect(page).toHaveURL(/#features=/)
    await expectAccessibleEverywhere(page, 'answered')
    await page.reload()
    await expect(page.getByRole('spinbutton', { name: first!.name, exact: true })).not.toHaveValue(
      String(first!.min),
    )
  })

  test('a row that will not do is refused in words, field by field', async ({ page, demoUrl }) => {
    const [example] = manifest.examples
    await page.goto(`${demoUrl('penguins')}${addressOf({ ...example!.features, wings: 2 })}`)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('Feature mismatch. Missing: []. Extra: [wings].')
    await expectAccessibleEverywhere(page, 'an unknown feature')
    const json = page.getByRole('textbox', { name: 'Row as JSON' })
    const bad = { ...example!.features, bill_length_mm: 'long', island: 'Atlantis' }
    await json.fill(JSON.stringify({ features: bad }))
    await expect(page.locator('form [aria-invalid=true]')).toHaveCount(2)
    await expect(alert).toHaveCount(0)
    await page.getByRole('button', { name: 'Predict' }).click()
    await expect(alert).toContainText('cannot be used.')
    await expectAccessibleEverywhere(page, 'two fields that are wrong')
    await json.fill('{"features": {')
    await expect(page.getByText('It ends too early, at line 1, column 15.')).toBeVisible()
    await page.getByRole('button', { name: 'Predict' }).click()
    await expect(alert).toContainText('This is no row in JSON.')
    expect(await copiedJson(page)).toMatchObject({ error: { code: 'invalid-json' } })
    await json.fill(JSON.stringify({ ...example!.features, bill_length_mm: 48.3 }))
    await expect(alert).toHaveCount(0)
    await expect(answered(page)).toBeVisible({ timeout: 60_000 })
  })

  test('what if says how the answer changes, and the row goes along the curve', async ({
    page,
    demoUrl,
  }) => {
    await page.goto(demoUrl('penguins'))
    await predict(page)
    await page.locator('summary', { hasText: 'What if' }).click()
    const handle = page.getByRole('slider', { name: 'Move along the curve' })
    await expect(handle).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('The other features stay as they are.')).toBeVisible()
    await expectAccessibleEverywhere(page, 'a curve')
    await handle.focus()
    await page.keyboard.press('End')
    const [first] = manifest.features.filter(({ kind }) => kind === 'number')
    await expect(page.getByRole('spinbutton', { name: first!.name, exact: true })).toHaveValue(
      String(first!.max),
    )
    await expect(page.getByRole('region', { name: 'Most influential' })).toContainText('points')
    const choice = manifest.features.find(({ kind }) => kind === 'choice')!
    await page.getByRole('combobox', { name: 'Feature to change' }).selectOption(choice.name)
    await expect(page.getByRole('list', { name: 'Choices' }).getByRole('listitem')).toHaveCount(
      choice.choices!.length,
    )
    await expectAccessibleEverywhere(page, 'bars of choices')
  })

  test('a file that is given to the form of one row goes to the page of many', async ({
    page,
    demoUrl,
  }) => {
    await page.goto(demoUrl('penguins'))
    await page.getByLabel('CSV file').setInputFiles({
      name: 'birds.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('island,bill_length_mm\nBiscoe,46.1\n'),
    })
    await expect(page.getByRole('tab', { name: 'File of rows' })).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await expect(page.getByText('birds.csv').first()).toBeVisible({ timeout: 60_000 })
    await tabTo(page, 'tab', 'File of rows', 'Shift+Tab')
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('button', { name: 'Predict' })).toBeVisible()
  })
})
