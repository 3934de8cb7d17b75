import type { APIRequestContext, Locator, Page } from '@playwright/test'
import type { DemoIndex, ManifestOf, Task } from '../../src/protocol/manifest.ts'
import { expect } from './test.ts'

/** The manifest that the built site has for a demo. */
export async function manifestOf<T extends Task>(
  request: APIRequestContext,
  id: string,
  task: T,
): Promise<ManifestOf<T>> {
  const index = (await (await request.get('models/index.json')).json()) as DemoIndex
  const manifest = index.demos.find((demo) => demo.id === id && demo.task === task)
  if (manifest === undefined) throw new Error(`The site has no ${task} demo “${id}”`)
  return manifest as ManifestOf<T>
}

/** Presses “Copy JSON” and reads the clipboard. */
export async function copiedJson<T>(page: Page): Promise<T> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy JSON' }).click()
  return JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as T
}

export interface CopiedPredictions {
  readonly predictions: readonly { readonly class: string; readonly prob: number }[]
}

export interface CopiedGeneration {
  readonly text: string
  readonly tokens: readonly string[]
  readonly ids: readonly number[]
  readonly finish_reason: 'stop' | 'length' | 'abort'
}

export async function setNumbers(page: Page, settings: Readonly<Record<string, number>>) {
  for (const [name, value] of Object.entries(settings)) {
    await page.getByRole('spinbutton', { name, exact: true }).fill(String(value))
  }
}

/**
 * Generates and waits for the end, however slow the runtime is.
 * @throws Error with the page's own words as soon as it says why there is none
 */
export async function generate(page: Page, prompt: string) {
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  await page.getByRole('button', { name: 'Generate' }).click()
  // Gone with the click, back with the end.
  const end = page.getByText(/^(The model ended|The context is full|It has written)/)
  await answerOrAlert(page, end, 120_000)
}

/** Waits until something is to be seen; an alert that comes instead is an error at once, with what it says. */
export async function answerOrAlert(page: Page, answer: Locator, timeoutMs: number) {
  const alert = page.getByRole('alert')
  await expect(answer.or(alert).first()).toBeVisible({ timeout: timeoutMs })
  const said = await alert.allInnerTexts()
  if (said.length > 0) throw new Error(`The page says: ${said.join(' / ').replace(/\s+/g, ' ')}`)
}

/** Gives the page a picture and waits until it has answered or refused it. */
export async function givePicture(page: Page, file: string | Parameters<typeof setFiles>[1]) {
  await setFiles(page, file)
  await expect(page.getByRole('list', { name: 'Predictions' })).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0, { timeout: 60_000 })
}

function setFiles(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  return page.getByLabel('Image', { exact: true }).setInputFiles(file)
}

/** What the badge must say of the runtime that a project asks for. */
export async function badgeText(page: Page, runtime: string, isolated: boolean): Promise<string> {
  if (runtime === 'webgpu') return 'WebGPU'
  if (!isolated) return 'WASM · 1 thread'
  const cores = await page.evaluate(() => navigator.hardwareConcurrency)
  const threads = Math.min(4, cores)
  return threads === 1 ? 'WASM · 1 thread' : `WASM · ${threads} threads`
}
