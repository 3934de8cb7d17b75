import type { Page } from '@playwright/test'
import type { StaticServer } from '../hosting/static-server.js'
import { expectAccessible } from './support/accessible.ts'
import { copiedJson, givePicture, setNumbers, type CopiedPredictions } from './support/demo.ts'
import { serveParitySite } from './support/parity-site.ts'
import { hasShared, sharedJson, sharedPath } from './support/shared.ts'
import { expect, test as base } from './support/test.ts'

const test = base.extend<object, { site: StaticServer }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const site = await serveParitySite()
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

async function check(page: Page) {
  await page.locator('summary', { hasText: 'The author’s reference' }).click()
  await page.getByRole('button', { name: 'Check against the author’s reference' }).click()
  return page.getByRole('paragraph').filter({ hasText: 'agree with the author’s reference' })
}

test('an fp32 model gives PyTorch’s logits within a thousandth, and the page says so', async ({
  page,
  demoUrl,
}) => {
  await page.goto(demoUrl('small-exact'))
  await expect(await check(page)).toHaveText('All 2 agree with the author’s reference.')
  const rows = page.getByRole('list', { name: 'The reference, example by example' })
  await expect(rows.getByText(/^Equal: the model’s own numbers by at most/)).toHaveCount(2)
  await expectAccessible(page, 'reference, equal')
})

test('an export that resizes otherwise than its author did is found out, and how', async ({
  page,
  demoUrl,
}) => {
  await page.goto(demoUrl('small-fit'))
  await expect(await check(page)).toHaveText('0 of 2 agree with the author’s reference.')
  const rows = page.getByRole('list', { name: 'The reference, example by example' })
  await expect(rows.getByText(/^Differs: the model’s own numbers by at most/)).toHaveCount(2)

  await page.getByRole('button', { name: 'What the model saw of Picture 2' }).click()
  const usual = page.getByRole('region', { name: 'As the export says' })
  await expect(usual.getByRole('img', { name: 'Resized' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Resize' }).selectOption('Fitted, rest filled up')
  const changed = page.getByRole('region', { name: 'With these changes' })
  await expect(changed.getByRole('listitem').first()).toContainText('kind 5')
  await expect(page.getByText('"resize": "fit"')).toBeVisible()
  await expectAccessible(page, 'what the model saw')
})

test('MobileNetV2 agrees with Pillow and Python on all seven photos', async ({ page, demoUrl }) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  await page.goto(demoUrl('mobilenet'))
  await expect(await check(page)).toHaveText('All 7 agree with the author’s reference.', {
    timeout: 60_000,
  })
})

test('its five best classes come in the same order', async ({ page, demoUrl }) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  const { cases } = sharedJson<{ cases: { image: string; top5: { class: string }[] }[] }>(
    'fixtures/golden/mobilenetv2-12-int8.json',
  )
  await page.goto(demoUrl('mobilenet'))
  await setNumbers(page, { 'Top-k': 5 })
  for (const { image, top5 } of cases) {
    await givePicture(page, sharedPath(`fixtures/${image}`))
    const { predictions } = await copiedJson<CopiedPredictions>(page)
    expect
      .soft(
        predictions.map((one) => one.class),
        image,
      )
      .toEqual(top5.map((one) => one.class))
  }
})

test('MNIST reads the four digits that photos are named after', async ({ page, demoUrl }) => {
  test.skip(!hasShared, 'the fixtures do not lie beside the project')
  await page.goto(demoUrl('mnist'))
  for (const digit of ['0', '3', '5', '7']) {
    await givePicture(page, sharedPath(`fixtures/images/photos/mnist_digit_${digit}.jpg`))
    const { predictions } = await copiedJson<CopiedPredictions>(page)
    expect(predictions[0]?.class).toBe(digit)
  }
})
