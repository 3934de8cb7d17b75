import { badgeText, copiedJson, givePicture, manifestOf } from '../support/demo.ts'
import type { CopiedPredictions } from '../support/demo.ts'
import { expect, test } from '../support/test.ts'

test('every example picture gets the predictions that were computed beforehand', async ({
  page,
  request,
  demoUrl,
  runtime,
  isolated,
}) => {
  const { base, examples } = await manifestOf(request, 'cifar10', 'image-classification')
  expect(examples.length).toBeGreaterThanOrEqual(5)
  await page.goto(demoUrl('cifar10'))
  for (const { image, predictions = [] } of examples) {
    const buffer = await (await request.get(base + image)).body()
    await givePicture(page, { name: image, mimeType: 'image/jpeg', buffer })
    await expect(page.getByText('total')).toBeVisible()
    const copied = await copiedJson<CopiedPredictions>(page)
    expect(copied.predictions.map((one) => one.class)).toEqual(predictions.map((one) => one.class))
    for (const [rank, { prob }] of predictions.entries()) {
      // Pillow and Python made these; the pixels are equal, so only float32 sums in another order differ.
      expect(copied.predictions[rank]?.prob, image).toBeCloseTo(prob, 3)
    }
  }
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText(
    await badgeText(page, runtime, isolated),
  )
})
