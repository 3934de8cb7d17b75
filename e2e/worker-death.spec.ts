import type { Page } from '@playwright/test'
import {
  copiedJson,
  generate,
  givePicture,
  setNumbers,
  type CopiedGeneration,
} from './support/demo.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

declare global {
  var startedWorkers: Worker[]
}

/** Keeps every worker that the page starts, so that a test can end it behind the page's back. */
async function keepWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.startedWorkers = []
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        globalThis.startedWorkers.push(this)
      }
    }
  })
}

/** Not one of the runtime's threads. */
function ourWorker(page: Page) {
  return page.workers().find((worker) => worker.url().includes('/main-'))!
}

const killings: [name: string, kill: (page: Page) => Promise<unknown>][] = [
  ['terminate()', (page) => page.evaluate(() => startedWorkers[0]?.terminate())],
  ['close()', (page) => ourWorker(page).evaluate(() => void setTimeout(() => self.close()))],
]

for (const [name, kill] of killings) {
  test(`a worker ended by ${name} in the middle costs one sentence, and the next run works`, async ({
    page,
    demoUrl,
  }) => {
    await keepWorkers(page)
    await page.goto(demoUrl('stories'))
    await setNumbers(page, { Temperature: 0, 'Max new tokens': 400 })
    await page.getByRole('textbox', { name: 'Prompt' }).fill('Tom saw a')
    await page.getByRole('button', { name: 'Generate' }).click()
    await expect(page.getByRole('status', { name: 'Speed' })).toContainText('tokens/s')
    await kill(page)

    const alert = page.getByRole('alert')
    await expect(alert).toContainText('The model stopped unexpectedly.')
    await expect(alert).toHaveCount(1)
    await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Tom saw a')
    await setNumbers(page, { 'Max new tokens': 5 })
    await generate(page, 'Tom saw a')
    await expect(alert).toBeHidden()
    expect((await copiedJson<CopiedGeneration>(page)).ids).toHaveLength(5)
    await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
  })
}

test('a worker that dies between two runs is not even noticed', async ({ page, demoUrl }) => {
  await keepWorkers(page)
  await page.goto(demoUrl('cifar10'))
  await givePicture(page, twoColours())
  const before = await copiedJson(page)
  await page.evaluate(() => startedWorkers[0]?.terminate())
  await givePicture(page, twoColours())
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(await copiedJson(page)).toEqual(before)
})
