import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'

declare const axe: { run(options: RunOptions): Promise<AxeResults> }

const axeSource = readFileSync(
  fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)),
  'utf8',
)
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Nothing to complain of, at this width and in this theme, now. */
export async function expectAccessible(page: Page, state: string) {
  // In the middle of a fade from one theme to the other no contrast is right.
  await page.evaluate(async () => {
    const fades = document.getAnimations().filter((each) => each instanceof CSSTransition)
    await Promise.allSettled(fades.map((fade) => fade.finished))
  })
  // A debugger's evaluate is not held by the page's Content-Security-Policy; a script element would be.
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async (runOnly) => {
    const results = await axe.run({ runOnly })
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`,
    )
  }, tags)
  expect(violations, state).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${state}: sideways scrolling`).toBeLessThanOrEqual(0)
}

/** The same in the dark on a phone, and in the light on a desk. */
export async function expectAccessibleEverywhere(page: Page, state: string) {
  const desk = page.viewportSize()!
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 360, height: 800 })
  await expectAccessible(page, `${state}, in the dark on a phone`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(desk)
  await expectAccessible(page, `${state}, in the light on a desk`)
}
