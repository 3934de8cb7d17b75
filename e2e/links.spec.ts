import type { Page } from '@playwright/test'
import { hostileLinks } from '../src/testing/hostile-links.ts'
import { generate, givePicture, setNumbers } from './support/demo.ts'
import { test } from './support/hub-test.ts'
import { twoColours } from './support/png.ts'
import { expect } from './support/test.ts'

/** Goes to a link and says yes to every question about it. */
async function openLink(page: Page, demoUrl: (id: string) => string, link: string, host: string) {
  await page.goto(demoUrl(link))
  await expect(page.getByRole('heading', { name: `Open a model from ${host}?` })).toBeVisible()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  const load = page.getByRole('button', { name: 'Load', exact: true })
  const badge = page.getByRole('status', { name: 'Runtime' })
  await expect(load.or(badge).first()).toBeVisible({ timeout: 30_000 })
  if (await load.isVisible()) await load.click()
  await expect(badge).toContainText(/WASM|WebGPU/, { timeout: 60_000 })
}

async function expectPicturesToRun(page: Page) {
  await givePicture(page, twoColours())
  await expect(
    page.getByRole('list', { name: 'Predictions' }).getByRole('listitem'),
  ).not.toHaveCount(0)
}

const hub = 'huggingface.co'
const cases = [
  ['an id of the hub', 'tests/pictures', hub],
  ['a page of the hub', 'https://huggingface.co/tests/pictures/tree/main', hub],
  ['a file’s page of the hub', 'https://huggingface.co/tests/pictures/blob/main/model.onnx', hub],
  ['a folder on another site', 'https://models.example.org/exports/cifar10/', 'models.example.org'],
  [
    'a model on another site',
    'https://models.example.org/exports/cifar10/model.onnx',
    'models.example.org',
  ],
  [
    'a file’s page of GitHub',
    'https://github.com/o/r/blob/main/cifar10/model.onnx',
    'raw.githubusercontent.com',
  ],
  [
    'a folder’s page of GitHub',
    'https://github.com/o/r/tree/main/cifar10',
    'raw.githubusercontent.com',
  ],
] as const

for (const [what, link, host] of cases) {
  test(`${what} opens the right demo, which predicts`, async ({ page, demoUrl, hub: server }) => {
    await openLink(page, demoUrl, link, host)
    await expect(page.getByRole('heading', { level: 1, name: 'Pictures' })).toBeVisible()
    await expectPicturesToRun(page)
    const weights = server.requests.filter(
      ({ method, path, range }) =>
        method === 'GET' && /model\.onnx(\?|$)/.test(path) && range !== 'bytes=0-0',
    )
    // By way of the hub there is one more, which only says where the file lies.
    expect(weights.filter((request) => request.host !== hub)).toHaveLength(1)
  })
}

test('a text model of the hub writes', async ({ page, demoUrl }) => {
  await openLink(page, demoUrl, 'tests/stories', hub)
  await setNumbers(page, { 'Max new tokens': 8 })
  await generate(page, 'Once upon a time')
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('Once upon a time')
})

test('a folder of this site opens without a question', async ({ page, demoUrl, hub: server }) => {
  await page.goto(demoUrl('models/cifar10/'))
  await expect(page.getByRole('heading', { level: 1, name: 'Pictures' })).toBeVisible()
  await expectPicturesToRun(page)
  expect(server.requests).toEqual([])
})

test('nothing is asked of another site before the visitor’s yes', async ({
  page,
  demoUrl,
  hub: server,
}) => {
  await page.goto(demoUrl('tests/pictures'))
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeVisible()
  await page.waitForTimeout(500)
  expect(server.requests).toEqual([])
})

test.describe('what cannot be opened is named:', () => {
  for (const [what, link, host, words] of [
    ['a private repository', 'tests/nothing', hub, 'does not give this file out'],
    [
      'a file that is gone',
      'https://huggingface.co/tests/pictures/blob/main/x.onnx',
      hub,
      'is missing',
    ],
    [
      'a site that lets nobody read',
      'https://closed.example.org/cifar10/',
      'closed.example.org',
      'The other site does not allow this',
    ],
  ] as const) {
    test(what, async ({ page, demoUrl }) => {
      await page.goto(demoUrl(link))
      await expect(page.getByRole('heading', { name: `Open a model from ${host}?` })).toBeVisible()
      await page.getByRole('button', { name: 'Open', exact: true }).click()
      await expect(page.getByRole('alert')).toContainText(words, { timeout: 30_000 })
    })
  }
})

test.describe('hostile links', () => {
  // None is asked, whoever may be.
  test.use({ allowedHosts: [] })

  // An address with nothing after `model=` is the list of demos.
  const links = hostileLinks.filter((link) => link.trim() !== '')
  // This page lies on this device itself, from where its plain address may be opened, with a yes.
  const isOwn = (link: string) => /^https?:\/\/(localhost|127\.0\.0\.1)([:/]|$)/i.test(link)

  async function expectRefused(page: Page, link: string) {
    const alert = page.getByRole('alert').filter({ hasText: 'not opened' })
    const question = page.getByRole('heading', { name: /^Open a model from/ })
    await expect(isOwn(link) ? question : alert, link).toBeVisible()
    await expect(isOwn(link) ? alert : question, link).toHaveCount(0)
  }

  test('are refused with a reason, and nobody is asked', async ({ page, complaints }) => {
    await page.goto('./')
    await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
    const shown = await page.evaluate(async (all) => {
      const go = async (address: string, isThere: () => boolean) => {
        window.history.pushState(undefined, '', address)
        window.dispatchEvent(new PopStateEvent('popstate'))
        for (let tries = 0; tries < 200 && !isThere(); tries++)
          await new Promise((resolve) => setTimeout(resolve, 5))
      }
      const alert = () => document.querySelector('main [role=alert]')?.textContent
      const question = () =>
        document.querySelector('h1')?.textContent.startsWith('Open a model from') === true
      const said: ('refused' | 'asked' | 'neither' | 'both')[] = []
      for (const link of all) {
        // Each from a page that says nothing, so that no answer is another link's.
        await go('./', () => alert() === undefined && !question())
        await go(
          `?${new URLSearchParams({ model: link }).toString()}`,
          () => alert() !== undefined || question(),
        )
        const isRefused = alert()?.includes('not opened') === true
        if (isRefused === question()) said.push(isRefused ? 'both' : 'neither')
        else said.push(isRefused ? 'refused' : 'asked')
      }
      return said
    }, links)
    expect(links.map((link, index) => `${link}: ${shown[index]}`)).toEqual(
      links.map((link) => `${link}: ${isOwn(link) ? 'asked' : 'refused'}`),
    )
    expect(complaints.foreignRequests).toEqual([])
  })

  const every = (step: number) => links.filter((_, index) => index % step === 0)
  test('are refused when the page opens with them', async ({ page, demoUrl, complaints }) => {
    for (const link of every(17)) {
      await page.goto(demoUrl(link))
      await expectRefused(page, link)
    }
    expect(complaints.foreignRequests).toEqual([])
  })

  test('are refused in the field for links', async ({ page, complaints }) => {
    await page.goto('./')
    const field = page.getByRole('textbox', { name: 'Link or Hugging Face id' })
    for (const link of every(5)) {
      // A field of one line takes no line breaks.
      if (isOwn(link) || /[\r\n]/.test(link)) continue
      await field.fill(link)
      await field.press('Enter')
      await expectRefused(page, link)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
    }
    expect(complaints.foreignRequests).toEqual([])
  })
})
