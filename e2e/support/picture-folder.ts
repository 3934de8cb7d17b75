import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import { greyPng } from './png.ts'

export const cifarExamples = fileURLToPath(
  new URL('../../public/models/cifar10/examples/', import.meta.url),
)

/** Writes files into a folder, by their paths in it. */
export function writeFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): string {
  for (const [path, bytes] of Object.entries(files)) {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, bytes)
  }
  return folder
}

/** Small grey pictures, one after the other darker and lighter. */
export function greys(count: number): Record<string, Uint8Array> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`grey-${at}.png`, greyPng((at * 37) % 256)]),
  )
}

/** Gives the page under "Many pictures" a folder. */
export async function chooseFolder(page: Page, folder: string) {
  await page.getByLabel('Choose a folder', { exact: true }).setInputFiles(folder)
}

/** The line under "Pictures" that says how far it is. */
export function progressOf(page: Page): Locator {
  return page.getByRole('progressbar', { name: 'Looking at pictures' })
}
