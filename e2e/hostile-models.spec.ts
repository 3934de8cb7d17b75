import type { Page } from '@playwright/test'
import type { HostileKind } from '../src/testing/hostile-graphs.ts'
import { hostileKinds } from '../src/testing/hostile-kinds.ts'
import { damagedModels, goodModel, type HostileModel } from '../src/testing/hostile-models.ts'
import { copiedJson, givePicture } from './support/demo.ts'
import { dropFiles } from './support/drop-files.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

// Sixty models, one after the other, each in a worker of its own.
test.setTimeout(300_000)
// The runtime writes its own account of what it refuses.
test.use({ expectedErrors: /onnxruntime/ })

/** What no visitor should ever read. */
const leaked = /\/mnt\/|\.cc:\d|undefined|\[object|0x[0-9a-f]{6}|NaN/

interface Tried extends HostileModel {
  readonly ends?: HostileKind['ends']
}

/** They have tests of their own below, or differ from others only within one function, which Node tests. */
const apart =
  /^(endless-loop|ones-1-gib|opset-30|ir-99|type-(int64|bool|float64|uint8|complex64)|data-(absolute|memory|device|windows|negative)|weights-(overflow|negative|4-gb)|nested-10|no-graph)$/
const tried: readonly Tried[] = [
  ...hostileKinds.filter(({ name }) => !apart.test(name)),
  ...damagedModels(27, 20),
  { name: 'good', bytes: goodModel(), ends: 'runs' },
]

interface Ending {
  readonly how: 'answered' | 'refused' | 'predicts'
  readonly words: string
}

/** Drops a model and runs it, as far as that goes. */
async function tryOut(page: Page, name: string, bytes: Uint8Array): Promise<Ending> {
  await page.getByRole('link', { name: 'Vitrine' }).click()
  await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await dropFiles(page, [{ name: `${name}.onnx`, bytes }])
  const alert = page.getByRole('alert')
  const loaded = page.getByText('About this export')
  await expect(alert.or(loaded).first(), name).toBeVisible({ timeout: 60_000 })
  if (await alert.isVisible()) return refused(page)
  const run = page.getByRole('button', { name: 'Run', exact: true })
  const image = page.getByLabel('Image', { exact: true })
  await expect(run.or(image).first(), name).toBeAttached()
  if (await image.count()) {
    await givePicture(page, twoColours())
    return (await alert.isVisible()) ? refused(page) : { how: 'predicts', words: '' }
  }
  await run.click()
  const answer = page.getByRole('region', { name: 'Output' }).getByText(/^run .* total/)
  await expect(alert.or(answer).first(), name).toBeVisible({ timeout: 60_000 })
  return (await alert.isVisible()) ? refused(page) : { how: 'answered', words: '' }
}

/** The sentence is there, with what to do about it, and nothing that is nobody's business. */
async function refused(page: Page): Promise<Ending> {
  const alert = page.getByRole('alert')
  await expect(alert).toHaveCount(1)
  const [title, sentences] = await alert.locator('p').allInnerTexts()
  const words = `${title} ${sentences}`
  expect(words).not.toMatch(leaked)
  expect(words.split(/\s+/).length, words).toBeLessThanOrEqual(40)
  expect(sentences).toMatch(/\S.*[.]$/)
  return { how: 'refused', words }
}

async function predict(page: Page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Pictures', exact: true }).click()
  await givePicture(page, twoColours())
  return copiedJson(page)
}

test('every kind of hostile model ends in a sentence or an answer, in one page that goes on', async ({
  page,
  demoUrl,
}) => {
  let crashes = 0
  page.on('crash', () => crashes++)
  await page.goto(demoUrl('cifar10'))
  const before = await predict(page)
  const counts = { answered: 0, predicts: 0, refused: 0 }
  for (const [index, { name, bytes, ends }] of tried.entries()) {
    const { how, words } = await tryOut(page, name, bytes)
    counts[how]++
    const isAsExpected = ends === undefined || (how === 'refused') === (ends !== 'runs')
    expect(isAsExpected, `${name} is ${how}: ${words}`).toBe(true)
    if (index % 10 === 9) expect(await predict(page), `after ${name}`).toEqual(before)
  }
  expect(await predict(page)).toEqual(before)
  expect(crashes).toBe(0)
  console.log(`${tried.length} hostile models:`, counts)
})

test('a model that never ends is stopped at once, and the page goes on', async ({
  page,
  demoUrl,
}) => {
  await page.goto(demoUrl('cifar10'))
  const before = await predict(page)
  await dropFiles(page, [{ name: 'endless.onnx', bytes: bytesOf('endless-loop') }])
  await expect(page.getByRole('heading', { level: 1, name: 'endless' })).toBeVisible()
  await expect(page.getByText('About this export')).toBeVisible({ timeout: 30_000 })
  const [computing] = ownWorkers(page)
  const run = page.getByRole('button', { name: 'Run', exact: true })
  const stop = page.getByRole('button', { name: 'Stop' })
  await run.click()
  await expect(stop).toBeVisible()
  // It computes by now, and no message reaches it.
  await page.waitForTimeout(300)
  await stop.click()
  await expect(stop).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  // Nothing of it goes on behind the visitor's back.
  await expect.poll(() => ownWorkers(page).includes(computing!)).toBe(false)

  // Once more, this time with another model in its place before it has even begun.
  await run.click()
  await expect(stop).toBeVisible()
  expect(await predict(page)).toEqual(before)
})

test('a model that takes a gigabyte gives it back when it is left', async ({ page, demoUrl }) => {
  await page.goto(demoUrl('cifar10'))
  const before = await predict(page)
  await tryOut(page, 'ones-1-gib', bytesOf('ones-1-gib'))
  const full = ownWorkers(page)
  expect(await predict(page)).toEqual(before)
  // A wasm heap never shrinks: its memory comes back with the end of its worker, and with nothing else.
  await expect.poll(() => ownWorkers(page).some((worker) => full.includes(worker))).toBe(false)
})

test('a picture that is dropped where no model is gets a sentence too', async ({ page, site }) => {
  await page.goto(site.url)
  await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
  const { name, buffer } = twoColours()
  await dropFiles(page, [{ name, bytes: buffer, type: 'image/png' }])
  expect((await refused(page)).words).toContain('A picture needs a model first')
})

function bytesOf(kind: string): Uint8Array {
  return hostileKinds.find(({ name }) => name === kind)!.bytes
}

/** Not the runtime's threads. */
function ownWorkers(page: Page) {
  return page.workers().filter((worker) => worker.url().includes('/main-'))
}
