import { describe, expect, it } from 'vitest'
import { findInstalledBrowser } from './browser-finder.js'

/** A machine with these programs, of which some do not start. */
function machine(
  platform: string,
  env: Record<string, string>,
  programs: readonly string[],
  broken: readonly string[] = [],
) {
  return {
    platform,
    env,
    exists: (path: string) => programs.includes(path),
    versionOf: (path: string) => (broken.includes(path) ? undefined : `Chromium 156 at ${path}`),
  }
}

const linux = { PATH: '/usr/local/bin:/usr/bin' }

describe('the search for a browser', () => {
  it.each([
    ['linux', linux, '/usr/bin/chromium'],
    ['linux', linux, '/usr/local/bin/google-chrome'],
    ['linux', { PATH: '' }, '/usr/bin/google-chrome-stable'],
    ['linux', linux, '/snap/bin/chromium'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', { HOME: '/Users/a' }, '/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium'],
    [
      'win32',
      { PROGRAMFILES: 'C:\\Program Files' },
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
  ])('on %s with %j finds %s', (platform, env, path) => {
    expect(findInstalledBrowser(machine(platform, env, [path]))?.executablePath).toBe(path)
  })

  it('finds nothing where there is nothing', () => {
    for (const platform of ['linux', 'darwin', 'win32'])
      expect(findInstalledBrowser(machine(platform, linux, []))).toBeUndefined()
  })

  it('passes over one that does not start, such as the stub Ubuntu has in its place', () => {
    const programs = ['/usr/bin/chromium', '/snap/bin/chromium']
    const ubuntu = machine('linux', linux, programs, ['/usr/bin/chromium'])
    expect(findInstalledBrowser(ubuntu)?.executablePath).toBe('/snap/bin/chromium')
  })

  it('takes the one that CHROME_PATH names before all others', () => {
    const env = { ...linux, CHROME_PATH: '/opt/mine/chrome' }
    const programs = ['/usr/bin/chromium', '/opt/mine/chrome']
    expect(findInstalledBrowser(machine('linux', env, programs))?.executablePath).toBe(
      '/opt/mine/chrome',
    )
  })

  it('says so when CHROME_PATH names none, instead of taking another in silence', () => {
    const env = { ...linux, CHROME_PATH: '/opt/gone' }
    expect(() => findInstalledBrowser(machine('linux', env, ['/usr/bin/chromium']))).toThrow(
      /CHROME_PATH is \/opt\/gone/,
    )
  })
})
