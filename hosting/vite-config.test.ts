import { describe, expect, it } from 'vitest'
import config from '../vite.config.ts'
import { devAllowedHosts, previewAllowedHosts } from './allowed-hosts.js'
import { devHeaders, siteHeaders } from './headers.js'

describe('what `npm start` and `npm run dev` serve', () => {
  it('carries the headers that hosts send, and those of isolation for developing', () => {
    expect(config.preview?.headers).toEqual(siteHeaders())
    expect(config.server?.headers).toEqual(devHeaders())
  })

  it('answers to the host names of tunnels', () => {
    expect(config.preview?.allowedHosts).toBe(previewAllowedHosts)
    expect(config.server?.allowedHosts).toBe(devAllowedHosts)
  })

  it('works under any path and has a 404 for what is missing', () => {
    expect([config.base, config.appType]).toEqual(['./', 'mpa'])
  })
})
