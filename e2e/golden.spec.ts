import type { StaticServer } from '../hosting/static-server.js'
import { copiedJson, generate, givePicture, setNumbers } from './support/demo.ts'
import type { CopiedGeneration, CopiedPredictions } from './support/demo.ts'
import { serveGoldenSite } from './support/golden-site.ts'
import { hasShared, sharedJson, sharedPath } from './support/shared.ts'
import { expect, test as base } from './support/test.ts'

interface StoriesGolden {
  cases: { prompt: string; greedy_ids: number[]; text: string }[]
}

interface MobileNetGolden {
  cases: { image: string; top5: { class: string; prob: number }[] }[]
}

/** The same tests as everywhere, on a site built from exports that others made. */
const test = base.extend<object, { site: StaticServer }>({
  site: [
    // Playwright wants the pattern, also where nothing is taken out of it.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const site = await serveGoldenSite()
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

test.skip(!hasShared, 'the fixtures do not lie beside the project')

test('stories260k continues its three prompts with the ids of native ONNX Runtime', async ({
  page,
  demoUrl,
}) => {
  const { cases } = sharedJson<StoriesGolden>('fixtures/golden/stories260k.json')
  await page.goto(demoUrl('stories260k'))
  await setNumbers(page, { Temperature: 0, 'Repetition penalty': 1, 'Max new tokens': 96 })
  for (const { prompt, greedy_ids, text } of cases) {
    await generate(page, prompt)
    const copied = await copiedJson<CopiedGeneration>(page)
    expect(copied.ids).toEqual(greedy_ids)
    expect(prompt + copied.text).toBe(text)
  }
})

test('MobileNetV2 sees in seven photos what it sees through Pillow and Python', async ({
  page,
  demoUrl,
}) => {
  const { cases } = sharedJson<MobileNetGolden>('fixtures/golden/mobilenetv2-12-int8.json')
  expect(cases).toHaveLength(7)
  await page.goto(demoUrl('mobilenet'))
  await setNumbers(page, { 'Top-k': 5 })
  for (const { image, top5 } of cases) {
    await givePicture(page, sharedPath(`fixtures/${image}`))
    const { predictions } = await copiedJson<CopiedPredictions>(page)
    expect(predictions[0]?.class, image).toBe(top5[0]?.class)
    expect(predictions.map((one) => one.class).sort(), image).toEqual(
      top5.map((one) => one.class).sort(),
    )
    for (const { class: name, prob } of top5) {
      const ours = predictions.find((one) => one.class === name)?.prob ?? 0
      // int8 kernels round differently on x86 and in WebAssembly.
      expect(Math.abs(ours - prob), `${image}: ${name}`).toBeLessThan(0.02)
    }
  }
})
