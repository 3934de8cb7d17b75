import type { Page } from '@playwright/test'
import { expect, test as base } from './test.ts'

/** With Chromium's own camera: a green picture with a moving disc and a clock, and no question to answer. */
export const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const { args = [] } = launchOptions
      const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
      await use({ ...launchOptions, args: [...args, ...fake] })
    },
    { scope: 'worker' },
  ],
})

/** What a page has of its cameras, counted in the page itself. */
export interface CameraCounts {
  readonly asked: number
  /** Tracks that have not been stopped. */
  readonly running: number
}

/** To be called before the page is opened. */
export async function countCameras(page: Page): Promise<() => Promise<CameraCounts>> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = []
    let asked = 0
    const { mediaDevices } = navigator
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      asked += 1
      const stream = await getUserMedia(constraints)
      tracks.push(...stream.getTracks())
      return stream
    }
    const counts = () => ({
      asked,
      running: tracks.filter(({ readyState }) => readyState === 'live').length,
    })
    Object.assign(globalThis, { cameraCounts: counts })
  })
  return () =>
    page.evaluate(() => (globalThis as unknown as { cameraCounts(): CameraCounts }).cameraCounts())
}

export async function startCamera(page: Page) {
  await page.getByRole('button', { name: 'Camera', exact: true }).click()
  await expect(page.getByLabel('Live picture of the camera')).toBeVisible()
  await expect(page.getByText(/frames a second · answer after/)).toBeVisible({ timeout: 30_000 })
}
