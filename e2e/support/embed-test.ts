import { serveEmbedded, type Embedded } from './embed.ts'
import { test as base } from './test.ts'

/** On a site that is framed by other pages: see embed.ts. */
export const test = base.extend<object, { embedded: Embedded }>({
  embedded: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const embedded = await serveEmbedded()
      await use(embedded)
      await embedded.close()
    },
    { scope: 'worker' },
  ],
  site: [({ embedded }, use) => use(embedded.sites['our headers']), { scope: 'worker' }],
})

/** Everything was asked of these origins, and nothing of anybody else. Empties the list. */
export function expectOnly(requests: string[], origins: readonly string[]) {
  const known = origins.map((url) => new URL(url).origin)
  test.expect(requests.filter((url) => !known.includes(new URL(url).origin))).toEqual([])
  requests.length = 0
}
