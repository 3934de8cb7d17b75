import type { Browser } from '@playwright/test'
import { readFileSync } from 'node:fs'

/** A page of memory on every processor that Chromium runs on here. */
const pageBytes = 4096

/** What the browser's renderers hold in memory, all together; undefined where no `/proc` says it. */
export async function rendererBytes(browser: Browser): Promise<number | undefined> {
  const devtools = await browser.newBrowserCDPSession()
  try {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo
      .filter(({ type }) => type === 'renderer')
      .reduce((sum, { id }) => sum + residentBytes(id), 0)
  } catch {
    return undefined
  } finally {
    await devtools.detach()
  }
}

/** The second number: see proc(5), /proc/pid/statm. */
function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
}
