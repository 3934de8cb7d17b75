import { givePicture } from './support/demo.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

const weights = '**/models/cifar10/model.onnx'

test('a load shows its progress, can be cancelled, and taken up again', async ({
  page,
  demoUrl,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route(weights, async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  await page.goto(demoUrl('cifar10'))
  const bar = page.getByRole('progressbar', { name: 'Loading model' })
  await expect(bar).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(bar).toBeHidden()
  release()
  await page.unroute(weights)
  await page.getByRole('button', { name: 'Load model' }).click()
  await givePicture(page, twoColours())
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
})

test('results computed beforehand show before a byte of the weights has come', async ({
  page,
  demoUrl,
}) => {
  await page.route(weights, () => {})
  await page.goto(demoUrl('cifar10'))
  const first = page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first()
  await expect(first.getByRole('meter')).toBeVisible()
  await expect(page.getByText('Computed beforehand')).toBeVisible()
})

test.describe('weights that are not what the export says', () => {
  test.use({ expectedErrors: /Failed to load resource/ })

  const faults = [
    ['are missing', { status: 404 }, 'A file of the model is missing.'],
    ['are another file', { body: 'x'.repeat(100) }, 'This is not an ONNX model.'],
    [
      'are a web page',
      { body: '<!doctype html>', contentType: 'text/html' },
      'The server sent a web page instead of the model.',
    ],
    [
      'come with a server error',
      { status: 503, headers: { 'retry-after': '0' } },
      'The server is too busy.',
    ],
  ] as const

  for (const [what, answer, sentence] of faults) {
    test(`because they ${what} are refused with a sentence, and loading again works`, async ({
      page,
      demoUrl,
    }) => {
      await page.route(weights, (route) => route.fulfill(answer))
      await page.goto(demoUrl('cifar10'))
      await expect(page.getByRole('alert')).toContainText(sentence)
      await page.unroute(weights)
      await page.getByRole('button', { name: 'Try again' }).click()
      await givePicture(page, twoColours())
      await expect(page.getByRole('alert')).toBeHidden()
    })
  }

  test('because one bit is flipped are refused, for they would answer wrongly', async ({
    page,
    demoUrl,
  }) => {
    await page.route(weights, async (route) => {
      const body = await (await route.fetch()).body()
      body[body.length >> 1]! ^= 1
      await route.fulfill({ body })
    })
    await page.goto(demoUrl('cifar10'))
    await expect(page.getByRole('alert')).toContainText('its hash differs')
  })
})

test('an address that names no demo, or no runtime, is answered with a sentence', async ({
  page,
}) => {
  await page.goto('./?model=nothing')
  await expect(page.getByRole('alert')).toContainText('There is no demo named “nothing” here.')
  await expect(page.getByRole('navigation', { name: 'Demos' }).getByRole('link')).not.toHaveCount(0)
  await page.goto('./?model=cifar10&runtime=abacus')
  await expect(page.getByRole('alert')).toContainText('“abacus” is not a runtime.')
  await givePicture(page, twoColours())
})

test('WebGPU asked for where there is none is answered with a sentence', async ({ page }) => {
  await page.goto('./?model=cifar10&runtime=webgpu')
  await expect(page.getByRole('alert')).toContainText('WebGPU is not available here.')
})
