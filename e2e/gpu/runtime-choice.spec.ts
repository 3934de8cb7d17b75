import type { Page } from '@playwright/test'
import type { StaticServer } from '../../hosting/static-server.js'
import { generate, setNumbers } from '../support/demo.ts'
import { expect, test } from '../support/test.ts'

// What is taken away on purpose is complained of by the browser and the runtime.
test.use({ expectedErrors: /404|wasm|instantiat|webgpu|device/i })
// A browser with a GPU adapter, which here is Chromium's software one.
test.setTimeout(120_000)

const badge = (page: Page) => page.getByRole('status', { name: 'Runtime' })

test('the automatic choice is WebGPU, on the JSPI build', async ({ page, site }) => {
  await page.goto('./?model=stories')
  await expect(badge(page)).toContainText('WebGPU', { timeout: 60_000 })
  await expect(badge(page)).toContainText('emulated in software')
  expect(wasmFiles(site)).toEqual(['jspi'])
})

test('a small model of pictures runs where it is quicker, and the visitor may choose', async ({
  page,
  site,
}) => {
  await page.goto('./?model=cifar10')
  await expect(badge(page)).toContainText('timed here: WebGPU', { timeout: 60_000 })
  // A GPU in software loses against the same processor without the detour.
  await expect(badge(page)).toContainText('WASM · ')
  await expect(badge(page)).toContainText('quicker here than WebGPU')
  await page
    .getByRole('button', { name: /^Cargo ship/ })
    .first()
    .click()
  await expect(page.getByRole('list', { name: 'Predictions' })).toContainText('ship')
  await page.getByRole('link', { name: 'Run it on WebGPU' }).click()
  await expect(badge(page)).toContainText('WebGPU · emulated in software', { timeout: 60_000 })
  await expect(badge(page)).not.toContainText('timed')
  expect(new Set(wasmFiles(site))).toEqual(new Set(['jspi']))
})

test('a browser without JSPI gets the asyncify build, and the same words', async ({
  page,
  site,
}) => {
  await withoutJspi(page)
  await page.goto('./?model=stories&runtime=webgpu')
  await setNumbers(page, { Temperature: 0, 'Max new tokens': 4 })
  await generate(page, 'Once upon a time')
  await expect(badge(page)).toContainText('WebGPU')
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('there was a')
  expect(wasmFiles(site)).toEqual(['asyncify'])
})

test('a host that lacks the GPU’s build falls to WASM and says so', async ({ page }) => {
  await page.route('**/*.jspi-*.wasm', (route) => route.fulfill({ status: 404 }))
  await page.goto('./?model=cifar10')
  await expect(badge(page)).toContainText('WASM', { timeout: 60_000 })
  await expect(badge(page)).toContainText('the GPU runtime did not load')
  await expect(badge(page)).not.toContainText('emulated')
})

test('a GPU lost in the middle costs nothing: the run is repeated on WASM', async ({ page }) => {
  await keepDevice(page)
  await page.goto('./?model=stories&runtime=auto')
  await setNumbers(page, { Temperature: 0, 'Max new tokens': 12 })
  await expect(badge(page)).toContainText('WebGPU', { timeout: 60_000 })
  await page.getByRole('textbox', { name: 'Prompt' }).fill('Once upon a time')
  await page.getByRole('button', { name: 'Generate' }).click()
  await expect(page.getByRole('status', { name: 'Speed' })).toContainText('token', {
    timeout: 60_000,
  })
  await ourWorker(page).evaluate(() => void setTimeout(() => lostDevice?.destroy()))
  await expect(page.getByText(/^It has written/)).toBeVisible({ timeout: 60_000 })
  await expect(badge(page)).toContainText('the GPU was lost')
  await expect(page.getByRole('region', { name: 'Output' })).toContainText(
    'Once upon a time, there was a little girl named',
  )
  await expect(page.getByRole('alert')).toHaveCount(0)
})

declare global {
  var lostDevice: { destroy(): void } | undefined
}

function wasmFiles(site: StaticServer): string[] {
  return site.requests
    .filter(({ path, status }) => path.endsWith('.wasm') && status === 200)
    .map(({ path }) => /\.(jspi|asyncify)-/.exec(path)?.[1] ?? 'cpu')
}

function ourWorker(page: Page) {
  return page.workers().find((worker) => worker.url().includes('/main-'))!
}

/** Init scripts do not reach workers, so the worker's own script gets a first line. */
async function prependToWorker(page: Page, script: string) {
  await page.route('**/assets/main-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${script}\n${await response.text()}` })
  })
}

function withoutJspi(page: Page) {
  return prependToWorker(page, 'delete WebAssembly.Suspending')
}

function keepDevice(page: Page) {
  return prependToWorker(
    page,
    `const request = GPUAdapter.prototype.requestDevice
     GPUAdapter.prototype.requestDevice = async function (...args) {
       return (globalThis.lostDevice = await request.apply(this, args))
     }`,
  )
}
