import { fileURLToPath } from 'node:url'
import { headersOf } from '../hosting/headers.js'
import { serveStatic, type StaticServer } from '../hosting/static-server.js'
import { buildSite } from '../scripts/support/build-site.js'
import type { VitrineJson } from '../src/protocol/vitrine-json.ts'
import { smallConvNet } from '../src/testing/small-conv-net.ts'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { writeFiles } from './support/made-exports.ts'
import { twoColours } from './support/png.ts'
import { sitePrefix } from './support/site.ts'
import { expect, test as base } from './support/test.ts'

const vitrine: VitrineJson = {
  title: 'Leaves',
  description: 'Tells the leaves of ten trees apart.',
  task: 'image-classification',
  model: 'model.onnx',
  output: 'logits',
  labels: Array.from({ length: 10 }, (_, index) => `tree ${index}`),
  preprocessing: { width: 32, height: 32, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  // Too bright to be read on white: the page has to make it darker.
  theme: { accent: '#ffb000', logo: 'logo.svg' },
}

const test = base.extend<object, { site: StaticServer }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
      const folder = writeFiles(here('.vitrine/author-exports/leaves'), {
        'vitrine.json': JSON.stringify(vitrine),
        'model.onnx': smallConvNet(),
        'logo.svg':
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 20 20 0l20 20z"/></svg>',
      })
      const outDir = '.vitrine/author-site'
      process.env['VITRINE_URL'] = 'https://leaves.example/'
      await buildSite({ outDir, folders: [folder], only: true })
      delete process.env['VITRINE_URL']
      const site = await serveStatic({
        root: here(outDir),
        prefix: sitePrefix,
        headersOf: headersOf(),
      })
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

test('a site of one demo opens with it, in its author’s colours, and shows itself to networks', async ({
  page,
  site,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('./?fbclid=1')
  await expect(page).toHaveTitle(/^Leaves/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leaves')
  const logo = page.locator(`img[src="models/leaves/logo.svg"]`)
  await expect(logo).toBeVisible()
  expect(await logo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)

  await page.getByLabel('Image', { exact: true }).setInputFiles(twoColours())
  const first = page.getByRole('list', { name: 'Predictions' }).getByRole('listitem').first()
  await expect(first).toContainText('tree')
  await expectAccessibleEverywhere(page, 'a demo in its author’s colours')

  const document = await (await fetch(site.url)).text()
  expect(document).toContain('content="https://leaves.example/preview.png"')
  const picture = await fetch(`${site.url}preview.png`)
  expect(picture.headers.get('content-type')).toBe('image/png')
})
