import { test as base } from '@playwright/test'
import type { StaticServer } from '../../hosting/static-server.js'
import { reportedViolations, serveSite } from './site.ts'
import { watch, type Complaints } from './watch.ts'

/** What a project of playwright.config.ts decides for its tests. */
export interface SiteOptions {
  /** Whether the site is served with COOP and COEP: without them there are no threads. */
  readonly isolated: boolean
  /** Asked for in the address of every demo. */
  readonly runtime: 'auto' | 'webgpu' | 'wasm'
}

interface WorkerFixtures extends SiteOptions {
  /** The server under test, with the log of its requests. */
  readonly site: StaticServer
}

export interface TestFixtures {
  /** The address of a demo, for `page.goto`. */
  readonly demoUrl: (id: string) => string
  readonly complaints: Complaints
  /** Ends every test by asserting that nothing was complained of. */
  readonly noComplaints: undefined
  /** Errors in the console that a test brings about on purpose. */
  readonly expectedErrors: RegExp | undefined
  /** Hosts that a test asks on purpose, with the visitor's yes. */
  readonly allowedHosts: readonly string[]
}

/**
 * Playwright's `test`, on the built site under a sub-path. Every test fails when the page asked another
 * origin for anything, ran into its Content-Security-Policy, or wrote an error to the console.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  isolated: [true, { option: true, scope: 'worker' }],
  runtime: ['auto', { option: true, scope: 'worker' }],
  expectedErrors: [undefined, { option: true }],
  allowedHosts: [[], { option: true }],

  site: [
    async ({ isolated }, use) => {
      const site = await serveSite({ isolated })
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],

  baseURL: ({ site }, use) => use(site.url),

  demoUrl: ({ site, runtime }, use) =>
    use((id) => `${site.url}?${new URLSearchParams({ model: id, runtime }).toString()}`),

  complaints: async ({ context, site }, use) => {
    site.requests.length = 0
    await use(watch(context, site.origin))
  },

  noComplaints: [
    async ({ complaints, site, expectedErrors, allowedHosts }, use) => {
      await use(undefined)
      const { foreignRequests, violations, errors } = complaints
      const surprises = errors.filter((text) => expectedErrors?.test(text) !== true)
      const uninvited = foreignRequests.filter((url) => !allowedHosts.includes(new URL(url).host))
      expect(uninvited, 'requests to another origin').toEqual([])
      const stopped = [...violations, ...reportedViolations(site)]
      expect(stopped, 'violations of the security headers').toEqual([])
      expect(surprises, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],
})

export const expect = test.expect
