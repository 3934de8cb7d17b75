import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { ConsoleMessage, Page } from '@playwright/test'
import type { CopiedPredictions } from './support/demo.ts'
import { expectAccessible } from './support/accessible.ts'
import { press, tabTo } from './support/by-keyboard.ts'
import { copiedJson, givePicture } from './support/demo.ts'
import { expect, test } from './support/test.ts'

const ort = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'))

/** What a module prints when it is run as its reader would run it: on a page of its own, without our policy. */
async function printedBy(page: Page, base: string, code: string): Promise<unknown> {
  const imports = { 'onnxruntime-web': './ort.wasm.min.mjs' }
  const html = `<!doctype html><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify({ imports })}</script><script type="module" src="./predict.js"></script>`
  await page.route(`${base}try/**`, (route) => {
    const name = basename(new URL(route.request().url()).pathname)
    if (name === 'try') return route.fulfill({ contentType: 'text/html', body: html })
    const body = name === 'predict.js' ? code : readFileSync(join(ort, name))
    const contentType = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript'
    return route.fulfill({ contentType, body })
  })
  const isLog = (message: ConsoleMessage) => message.type() === 'log'
  const [message] = await Promise.all([
    page.waitForEvent('console', { predicate: isLog }),
    page.goto(`${base}try/`),
  ])
  const printed: unknown = await message.args()[0]?.jsonValue()
  await page.close()
  return printed
}

test('a demo’s code is reached and copied by keyboard, and gives the page’s predictions', async ({
  page,
  context,
  site,
  demoUrl,
}) => {
  await page.goto(demoUrl('cifar10'))
  await givePicture(page, 'public/models/cifar10/examples/ship.jpg')
  const wanted = await copiedJson<CopiedPredictions>(page)

  await press(page, 'button', 'Code')
  await tabTo(page, 'tab', 'Module')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'ORT Web', selected: true })).toBeFocused()
  const code = page.getByRole('region', { name: 'JavaScript with ONNX Runtime Web' })
  await expect(code).toContainText("import * as ort from 'onnxruntime-web'")
  await expectAccessible(page, 'code')
  await press(page, 'button', 'Copy')
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(clipboard).toBe(await code.textContent())
  const said = await printedBy(await context.newPage(), site.url, await clipboard())
  const { predictions } = JSON.parse(String(said)) as CopiedPredictions
  expect(predictions).toHaveLength(3)
  expect(predictions[0]!.class).toBe('ship')
  // A canvas resizes to 32 × 32 in another way than Pillow does.
  expect(Math.abs(predictions[0]!.prob - wanted.predictions[0]!.prob)).toBeLessThan(0.1)

  await page.getByRole('tab', { name: 'Module' }).click()
  const module = page.getByRole('region', { name: 'JavaScript with this site’s module' })
  const exact = await printedBy(await context.newPage(), site.url, await module.innerText())
  expect(exact).toEqual(wanted.predictions)
})
