import { generate, setNumbers } from '../support/demo.ts'
import { sitePrefix } from '../support/site.ts'
import { expect, test } from '../support/test.ts'
import { gzipSizes, sum } from '../support/weight.ts'

const megabyte = 1_000_000

test('the first words need one build of the runtime, within its weight, and each file once', async ({
  page,
  site,
  demoUrl,
  runtime,
}) => {
  await page.goto(demoUrl('stories'))
  await setNumbers(page, { 'Max new tokens': 1 })
  await generate(page, 'Once')
  const app = sum(gzipSizes(site), (path) => !path.startsWith('models/'))
  const limit = runtime === 'webgpu' ? 4.5 : 3.9
  expect(app).toBeGreaterThan(3 * megabyte)
  expect(app).toBeLessThanOrEqual(limit * megabyte)

  const paths = site.requests.map(({ path }) => path)
  expect(paths.filter((path) => path.endsWith('.wasm'))).toHaveLength(1)
  // There is one for each device.
  const model = runtime === 'webgpu' ? 'model_webgpu.onnx' : 'model.onnx'
  expect(paths.filter((path) => path.endsWith('.onnx'))).toEqual([
    `${sitePrefix}models/stories/onnx/${model}`,
  ])
})
