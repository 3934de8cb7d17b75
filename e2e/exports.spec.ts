import { readdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { taskWords } from '../src/features/home/task-words.ts'
import { recognisedWords } from '../src/features/tensors/words.ts'
import type { KnownTask, Task } from '../src/protocol/manifest.ts'
import { generate, givePicture, setNumbers } from './support/demo.ts'
import { everyFixture, type Opens } from './support/every-fixture.ts'
import { test } from './support/hub-test.ts'
import { choose, drop, expectDemo, followLink, goHome, usualTitle } from './support/open-export.ts'
import { hasShared, sharedFiles, sharedPath } from './support/shared.ts'
import { expect } from './support/test.ts'

// A recording of so many pages in one test takes twice as long as the test.
test.use({ trace: 'off' })
test.skip(!hasShared, 'the fixtures do not lie beside the project')

const all = Object.entries(everyFixture)
const fixtures = 'https://models.example.org/fixtures/'
const isFolder = (path: string) => path.startsWith('exports/')

/** Opens one after the other on one page, and says of all of them at once which are not what they should be. */
async function openAll(
  page: Page,
  paths: readonly string[],
  open: (path: string) => Promise<void>,
) {
  for (const path of paths) {
    await test.step(path, async () => {
      await goHome(page)
      await open(path)
      await expectAnswer(page, path)
    })
  }
}

async function expectAnswer(page: Page, path: string) {
  const answer = everyFixture[path]
  if (answer === undefined) throw new Error(`${path} is not in the list`)
  if ('fails' in answer) {
    await expect(page.getByRole('alert')).toContainText(answer.says, {
      useInnerText: true,
      timeout: 30_000,
    })
    return
  }
  const task = answer.opens.split(' · ')[1] ?? ''
  const [shown = '', recognised] = task.split(' for ')
  await expectDemo(page, usualTitle(path), taskWords[shown as Task])
  if (recognised !== undefined)
    await expect(page.getByText(recognisedWords(recognised as KnownTask))).toBeVisible()
  if (answer.opens.includes('ZipMap'))
    await expect(page.getByRole('note')).toContainText('the tensor before them is used instead')
  await expectItAnswers(page, shown as Task, answer)
}

async function expectItAnswers(page: Page, task: Task, { given = {}, answers }: Opens) {
  const output = page.getByRole('region', { name: 'Output' })
  switch (task) {
    case 'image-classification':
    case 'object-detection':
    case 'image-segmentation': {
      const { photo = 'pelican.jpeg', confidence } = given
      const path = sharedPath(`fixtures/images/photos/${photo}`)
      if (confidence === undefined) await givePicture(page, path)
      else {
        // With the usual threshold nothing is found in it.
        await page.getByLabel('Image', { exact: true }).setInputFiles(path)
        await page.getByRole('slider', { name: 'Confidence' }).fill(String(confidence))
      }
      const predictions = page.getByRole('list', { name: 'Predictions' }).getByRole('listitem')
      await expect(predictions.first()).toContainText(answers)
      return
    }
    case 'image-to-image':
      await page
        .getByLabel('Image', { exact: true })
        .setInputFiles(sharedPath(`fixtures/images/photos/${given.photo}`))
      await expect(page.getByText(answers)).toBeVisible({ timeout: 60_000 })
      return
    case 'text-generation':
      await setNumbers(page, { 'Max new tokens': 2, Temperature: 0 })
      await generate(page, given.prompt ?? '')
      await expect(output).toContainText(answers)
      return
    case 'tabular-classification':
    case 'tabular-regression': {
      const fields = page.getByRole('spinbutton', { name: /^feature_/ })
      await expect(fields.first()).toBeVisible()
      for (const field of await fields.all()) await field.fill(String(given.row))
      await page.getByRole('button', { name: 'Predict', exact: true }).click()
      const predictions = output.getByRole('list', { name: 'Predictions' }).getByRole('listitem')
      await expect(predictions.first()).toContainText(answers, { useInnerText: true })
      return
    }
    case 'text-classification':
    case 'fill-mask':
    case 'feature-extraction':
    case 'tensors':
      for (const [axis, size] of Object.entries(given.sizes ?? {}))
        await page.getByRole('spinbutton', { name: axis, exact: true }).fill(size)
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await expect(output.getByRole('heading', { level: 3 }).first()).toHaveText(answers, {
        useInnerText: true,
      })
      await expect(output.getByRole('alert')).toHaveCount(0)
      return
    default:
      task satisfies never
  }
}

test('every export and every model of the fixtures is in the list', () => {
  const exports = readdirSync(sharedPath('fixtures/exports')).map((name) => `exports/${name}`)
  const models = sharedFiles('fixtures/models')
    .filter((path) => /\.(onnx|ort)$/.test(path))
    .map((path) => path.slice(sharedPath('fixtures/').length))
  expect([...exports, ...models].sort()).toEqual(all.map(([path]) => path).sort())
})

const groups = {
  exports: /^exports\//,
  'small models': /^models\/(edge|tabular|text)\//,
  'models of pictures': /^models\/(image|object)/,
}
for (const [group, pattern] of Object.entries(groups)) {
  const paths = all.map(([path]) => path).filter((path) => pattern.test(path))

  test(`${group}, given from this device, open as what they are or say why not`, async ({
    page,
  }) => {
    test.setTimeout(300_000)
    await page.goto('./?runtime=wasm')
    await openAll(page, paths, (path) =>
      isFolder(path)
        ? drop(page, sharedPath(`fixtures/${path}`))
        : choose(page, sharedPath(`fixtures/${path}`)),
    )
  })

  test(`${group}, by their links, open as what they are or say why not`, async ({ page, hub }) => {
    test.setTimeout(300_000)
    await page.goto('./')
    await openAll(page, paths, (path) =>
      followLink(page, `${fixtures}${path}${isFolder(path) ? '/' : ''}`),
    )
    for (const [path, answer] of all) {
      if (!pattern.test(path) || 'fails' in answer) continue
      const gets = hub.requests.filter(
        ({ method, path: asked, range }) =>
          method === 'GET' &&
          range !== 'bytes=0-0' &&
          asked.startsWith(`/fixtures/${path}`) &&
          asked.endsWith('.onnx'),
      )
      expect(gets, `weights of ${path}`).toHaveLength(1)
    }
  })
}
