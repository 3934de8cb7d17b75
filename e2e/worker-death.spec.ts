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

/** Each ends the worker when it has said how far it is: a small model is done before a hand could do it. */
const killings: [name: string, prepare: (page: Page) => Promise<unknown>][] = [
  [
    'terminate()',
    (page) =>
      page.evaluate(() => {
        const [worker] = startedWorkers
        worker?.addEventListener('message', ({ data }: MessageEvent<{ status: string }>) => {
          if (data.status === 'progress') worker.terminate()
        })
      }),
  ],
  [
    'close()',
    (page) =>
      ourWorker(page).evaluate(() => {
        const post = self.postMessage.bind(self)
        self.postMessage = (message: { status: string }) => {
          post(message)
          if (message.status === 'progress') self.close()
        }
      }),
  ],
]

for (const [name, prepare] of killings) {
  test(`a worker ended by ${name} in the middle costs one sentence, and the next run works`, async ({
    page,
    demoUrl,
  }) => {
    await keepWorkers(page)
    await page.goto(demoUrl('stories'))
    await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
    await setNumbers(page, { Temperature: 0, 'Max new tokens': 400 })
    await prepare(page)
    await page.getByRole('textbox', { name: 'Prompt' }).fill('Tom saw a')
    await page.getByRole('button', { name: 'Generate' }).click()

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
