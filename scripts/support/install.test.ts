import { describe, expect, it } from 'vitest'
import { installAdvice, isInstalled } from './install.js'

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/react': { version: '19.3.1' },
    'node_modules/binding-darwin-arm64': { version: '1.0.0', optional: true },
  },
}
const installed = { packages: { 'node_modules/react': { version: '19.3.1' } } }

describe('what is installed', () => {
  it('is enough when every package has the version of the lockfile', () => {
    expect(isInstalled(wanted, installed)).toBe(true)
  })

  it('is not when nothing is there or an installation was broken off', () => {
    expect(isInstalled(wanted, undefined)).toBe(false)
    expect(isInstalled(wanted, {})).toBe(false)
  })

  it('is not when a package is missing or has another version', () => {
    expect(isInstalled(wanted, { packages: {} })).toBe(false)
    const older = { packages: { 'node_modules/react': { version: '19.3.0' } } }
    expect(isInstalled(wanted, older)).toBe(false)
  })

  it('is not when an optional package is there in another version', () => {
    const stale = { 'node_modules/binding-darwin-arm64': { version: '0.9.0', optional: true } }
    expect(isInstalled(wanted, { packages: { ...installed.packages, ...stale } })).toBe(false)
  })
})

describe('the advice when npm fails', () => {
  it('names the network when that was it', () => {
    const text = installAdvice('npm error code ENOTFOUND\nnpm error network request failed')
    expect(text).toContain('connect to the internet')
    expect(text).toContain('ENOTFOUND')
  })

  it('shows what npm said when it was something else', () => {
    const text = installAdvice('npm error code ENOSPC')
    expect(text).toContain('ENOSPC')
    expect(text).not.toContain('internet')
  })
})
