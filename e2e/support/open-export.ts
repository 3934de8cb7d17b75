import { basename } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect } from './test.ts'

/** The list of demos, without loading the page again. */
export async function goHome(page: Page) {
  await page.getByRole('banner').getByRole('link', { name: 'Vitrine' }).click()
  await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
}

/** Gives the page, which is at the list of demos, files or a folder by way of the browser's file chooser. */
export async function choose(page: Page, paths: string | readonly string[], isFolder = false) {
  const input = page.getByLabel(isFolder ? 'Choose a folder' : 'Choose files', { exact: true })
  await input.setInputFiles(typeof paths === 'string' ? paths : [...paths])
}

/** Lets files and folders of this machine go over the page, as a hand with a mouse does. */
export async function drop(page: Page, ...paths: string[]) {
  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data })
  }
  await devtools.detach()
}

/** Goes to a link by way of the field on the list of demos, and says yes to every question about it. */
export async function followLink(page: Page, link: string) {
  await page.getByRole('textbox', { name: 'Link or Hugging Face id' }).fill(link)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await sayYes(page)
}

/** To the question whether a model of another site may be opened. */
export async function sayYes(page: Page, host = '') {
  await expect(page.getByRole('heading', { name: `Open a model from ${host}` })).toBeVisible()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}

/** The badge of a model that is ready. */
export function readyBadge(page: Page): Locator {
  return page.getByRole('status', { name: 'Runtime' }).filter({ hasText: /WASM|WebGPU/ })
}

/** Waits for the demo of an export. */
export async function expectDemo(page: Page, title: string, task: string) {
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible({
    timeout: 30_000,
  })
  await expect(readyBadge(page).or(page.getByRole('alert')).first()).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('main').getByText(task, { exact: true })).toBeVisible()
}

/** What an export is called that says no name of its own. */
export function usualTitle(path: string): string {
  return basename(path).replace(/\.onnx$/, '')
}
