import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveHub, type HubServer } from './hub-server.ts'
import { hasShared, sharedPath } from './shared.ts'
import { test as base, type TestFixtures } from './test.ts'

const models = fileURLToPath(new URL('../../public/models/', import.meta.url))

interface HubFixtures {
  hub: HubServer
  /** An empty folder that is served as https://models.example.org/made/; in it `repository` is the hub's tests/made. */
  made: string
}

/** The browser finds the hub and other hosts on this machine; what loads from them is the shipped code. */
export const test = base.extend<
  Pick<TestFixtures, 'allowedHosts' | 'expectedErrors'> & { quietHub: undefined },
  HubFixtures
>({
  made: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'vitrine-made-'))
      await use(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  hub: [
    async ({ made }, use) => {
      const hub = await serveHub({
        repositories: {
          'tests/pictures': `${models}cifar10`,
          'tests/stories': `${models}stories`,
          'tests/made': join(made, 'repository'),
        },
        sites: {
          'raw.githubusercontent.com/o/r/main/': models,
          'models.example.org/exports/': models,
          'models.example.org/made/': made,
          ...(hasShared && { 'models.example.org/fixtures/': sharedPath('fixtures') }),
        },
        closedSites: { 'closed.example.org/': models },
      })
      await use(hub)
      await hub.close()
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ hub, launchOptions }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...hub.browserArgs] })
    },
    { scope: 'worker' },
  ],

  allowedHosts: [
    'huggingface.co',
    'cdn-lfs.hf.co',
    'raw.githubusercontent.com',
    'models.example.org',
    'closed.example.org',
  ],
  // A folder that nobody lists is asked for files that it does not have.
  expectedErrors: /Failed to load resource|blocked by CORS policy/,

  quietHub: [
    async ({ hub }, use) => {
      hub.requests.length = 0
      await use(undefined)
    },
    { auto: true },
  ],
})
