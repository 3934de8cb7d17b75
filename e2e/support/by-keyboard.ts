import type { Page } from '@playwright/test'

export type Focusable = 'link' | 'button' | 'textbox' | 'spinbutton' | 'switch' | 'tab'

/** Presses Tab until the focus is on what has this role and name, as a person without a mouse does. */
export async function tabTo(page: Page, role: Focusable, name: string, key = 'Tab') {
  const target = page.getByRole(role, { name, exact: true }).first()
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Sixty times ${key} does not reach the ${role} “${name}”`)
}

export async function press(page: Page, role: Focusable, name: string) {
  await tabTo(page, role, name)
  await page.keyboard.press(role === 'switch' ? 'Space' : 'Enter')
}

/** Puts a text in the place of what stands in a field. */
export async function typeInto(page: Page, role: Focusable, name: string, text: string) {
  await tabTo(page, role, name)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}
