import type { Page } from '@playwright/test'

/** Waits until the service worker of this page's site governs it. */
export async function untilGoverned(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

/** Waits until the service worker has kept a file whose address contains this. */
export async function untilKept(page: Page, part: string): Promise<void> {
  await page.waitForFunction(async (wanted) => {
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys()
      if (requests.some(({ url }) => url.includes(wanted))) return true
    }
    return false
  }, part)
}
