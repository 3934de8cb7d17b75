import { describe, expect, it, vi } from 'vitest'
import { Advice } from './command.js'
import { provideBrowser } from './provide-browser.js'

const chromium = { executablePath: '/usr/bin/chromium', version: 'Chromium 156' }
const none = {
  installed: () => undefined,
  downloaded,
  download: downloaded,
  installPackage: downloaded,
}
const found = () => Promise.resolve(chromium)

function downloaded() {
  return Promise.resolve(undefined)
}

describe('a browser for the end-to-end tests', () => {
  it('is the installed one, with nothing downloaded', async () => {
    const download = vi.fn<typeof found>(found)
    const means = { ...none, installed: () => chromium, download }
    expect(await provideBrowser(means)).toBe(chromium)
    expect(download).not.toHaveBeenCalled()
  })

  it('is else one that Playwright has downloaded before', async () => {
    const download = vi.fn<typeof found>(found)
    expect(await provideBrowser({ ...none, downloaded: found, download })).toBe(chromium)
    expect(download).not.toHaveBeenCalled()
  })

  it('is else downloaded, before the system is touched', async () => {
    const installPackage = vi.fn<typeof found>(found)
    expect(await provideBrowser({ ...none, download: found, installPackage })).toBe(chromium)
    expect(installPackage).not.toHaveBeenCalled()
  })

  it('is else the package of the system', async () => {
    expect(await provideBrowser({ ...none, installPackage: found })).toBe(chromium)
  })

  it('is else a sentence saying what to install', async () => {
    await expect(provideBrowser(none)).rejects.toThrow(Advice)
    await expect(provideBrowser(none)).rejects.toThrow(/Install Google Chrome .* CHROME_PATH/)
  })
})
