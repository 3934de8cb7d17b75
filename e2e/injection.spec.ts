import type { Locator, Page } from '@playwright/test'
import { plainPath } from '../src/core/formats/data-path.ts'
import { parseModelLink } from '../src/links/model-link.ts'
import { injectionStrings } from '../src/testing/injection-strings.ts'
import { givePicture, setNumbers } from './support/demo.ts'
import { dropFiles, type DroppedFile } from './support/drop-files.ts'
import { detectorOf, segmenterOf } from './support/picture-carriers.ts'
import { chooseFolder, writeFolder } from './support/picture-folder.ts'
import { greyPng, twoColours } from './support/png.ts'
import {
  brightnesses,
  firstWord,
  hasZero,
  labelledExport,
  mirrorModel,
  namedModel,
  recitingExport,
  ultralyticsExport,
} from './support/text-carriers.ts'
import { expect, test } from './support/test.ts'

test.setTimeout(120_000)

/** Dialogs that came up, whoever opened them. */
const dialogs: string[] = []

test.beforeEach(async ({ page, demoUrl }) => {
  dialogs.length = 0
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(demoUrl('').replace(/\?.*/, ''))
  await expect(page.getByRole('heading', { name: 'Open a model' })).toBeVisible()
})

test.afterEach(async ({ page }) => {
  // What asked another host for something, and what ran into the policy, the test itself complains of.
  expect(dialogs).toEqual([])
  const traces = await page.evaluate(() => ({
    canary: 'canary' in globalThis,
    prototype: Object.keys(Object.prototype),
    elements: [
      ...document.querySelectorAll(
        'iframe, object, embed, base, math, marquee, dialog, template, video, audio, [onerror], [onload], [onclick], [onfocus], [srcdoc], body script, a[href^="javascript:" i], form[action], img[src^="http"], img[src="x"]',
      ),
    ].map(({ outerHTML }) => outerHTML.slice(0, 200)),
  }))
  expect(traces).toEqual({ canary: false, prototype: [], elements: [] })
})

/** An address is in UTF-8, which has no halves of characters. */
const wellFormed = injectionStrings.filter((text) => !/\p{Cs}/u.test(text))

/** A link to this very site would be followed; every other one is refused, asked about or not known. */
function modelOf(text: string): string {
  const link = parseModelLink(text, 'https://page.example/')
  return encodeURIComponent(link.kind === 'link' && !link.foreign ? `javascript:${text}` : text)
}

/** What turns the direction of a line, or takes no room in it. */
const misleading = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\0]/

/** What of a text can be seen: spaces are one like another, and marks without width are none. */
function seen(text: string): string {
  return text.replace(/[\p{C}\p{Z}\s\uFFFD]+/gu, ' ').trim()
}

/** Texts that do not stand in the place as text. Long ones may be cut or folded away. */
async function missing(place: Locator, texts: readonly string[]): Promise<string[]> {
  const shown = seen((await place.allTextContents()).join(' '))
  return texts.filter((text) => !shown.includes(seen(text).slice(0, 40).trim()))
}

async function open(page: Page, files: readonly DroppedFile[]) {
  await page.getByRole('link', { name: 'Vitrine' }).click()
  await dropFiles(page, files)
  await expect(page.getByText('About this export')).toBeVisible({ timeout: 30_000 })
}

test('there are three hundred of them', () => {
  expect(injectionStrings.length).toBeGreaterThanOrEqual(300)
})

const carriers = [
  ['vitrine.json', labelledExport, injectionStrings],
  // The way to the page is the same; the reader is another.
  ['a model’s metadata', ultralyticsExport, injectionStrings.filter((_, i) => i % 4 === 0)],
] as const
for (const [where, make, texts] of carriers) {
  test(`class names of ${where} are shown as text`, async ({ page }) => {
    await open(page, make(texts))
    await setNumbers(page, { 'Top-k': 10 })
    const list = page.getByRole('list', { name: 'Predictions' })
    const shown: string[] = []
    for (const picture of brightnesses(texts.length)) {
      await givePicture(page, picture)
      shown.push(...(await list.getByRole('listitem').allTextContents()))
    }
    const all = seen(shown.join(' '))
    expect(texts.filter((text) => !all.includes(seen(text).slice(0, 40).trim()))).toEqual([])
  })
}

for (const [task, make] of [
  // Which lists 300 things at most.
  ['a detector', detectorOf],
  ['a segmenter', segmenterOf],
] as const) {
  const texts = injectionStrings.slice(-300)
  test(`what ${task} sees is shown as text`, async ({ page }) => {
    await open(page, make(texts))
    await givePicture(page, twoColours())
    const all = page.getByRole('button', { name: /^All \d+ areas$/ })
    if (await all.isVisible()) await all.click()
    const list = page.getByRole('list', { name: 'Predictions' })
    expect(await missing(list, texts)).toEqual([])
  })
}

test('folders, files and classes of many pictures are shown as text', async ({ page }, info) => {
  const texts = injectionStrings.filter(
    (text, i) => i % 12 === 0 && plainPath(text) === text && !/^\.|\//.test(text),
  )
  await open(page, labelledExport(texts))
  await page.getByRole('tab', { name: 'Many pictures' }).click()
  const grey = (at: number) => greyPng(Math.round((255 * at) / (texts.length - 1)))
  const files = texts.map((text, at) => [`${text}/${text}.png`, grey(at)] as const)
  await chooseFolder(page, writeFolder(info.outputPath('set'), Object.fromEntries(files)))
  const right = page.getByRole('region', { name: 'How often it is right' })
  await expect(right).toContainText(`${texts.length} pictures`)
  expect(await missing(right.getByRole('table').first(), texts)).toEqual([])
  await page.getByRole('combobox', { name: 'As', exact: true }).selectOption('Table')
  const table = page.getByRole('table', { name: 'Pictures as a table' })
  expect(await missing(table, texts.slice(0, 8))).toEqual([])
})

test('metadata and names of weights are shown as text', async ({ page }) => {
  for (let start = 0; start < injectionStrings.length; start += 110) {
    const texts = injectionStrings.slice(start, start + 110)
    await open(page, [{ name: 'named.onnx', bytes: namedModel(texts) }])
    await page.getByText('About this export').click()
    await page.getByText('Inspect').first().click()
    await expect(page.getByRole('button', { name: 'Copy model facts' })).toBeVisible()
    expect(await missing(page.getByRole('main'), texts)).toEqual([])
  }
})

test('names of inputs, outputs and sizes are shown as text, and the model runs', async ({
  page,
}) => {
  const texts = injectionStrings.filter((text) => !hasZero(text))
  await open(page, [{ name: 'mirror.onnx', bytes: mirrorModel(texts) }])
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const output = page.getByRole('region', { name: 'Output' })
  await expect(output.getByText(/^run .* total/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.getByText(/^\d+ more inputs$/).click()
  await page.getByText(/^\d+ more outputs$/).click()
  expect(await missing(page.locator('fieldset legend'), texts)).toEqual([])
  expect(await missing(output, texts)).toEqual([])
})

test('tokens, and what vitrine.json says, are shown as text', async ({ page }) => {
  await open(page, recitingExport(injectionStrings))
  await setNumbers(page, { Temperature: 0, 'Max new tokens': injectionStrings.length })
  await page.getByRole('textbox', { name: 'Prompt' }).fill(firstWord)
  await page.getByRole('button', { name: 'Generate' }).click()
  await expect(page.getByText(/^(The model ended|The context is full|It has written)/)).toBeVisible(
    { timeout: 60_000 },
  )
  expect(await missing(page.getByRole('region', { name: 'Output' }), injectionStrings)).toEqual([])
  const examples = page.getByRole('list', { name: 'Examples' })
  expect(await missing(examples, injectionStrings)).toEqual([])
})

test('names of files are shown as text, or refused in a sentence', async ({ page }) => {
  const bytes = mirrorModel(['x'])
  // A file system has no others, and those with a dot first are clutter.
  const isName = (text: string) => !/^\.|\//.test(text) && text.length < 200
  const plain = injectionStrings.filter((text) => isName(text) && plainPath(text) === text)
  const names = plain.map((text) => `${text}.onnx`)
  expect(names.length).toBeGreaterThan(100)
  await open(page, [{ name: 'model.onnx', bytes }, ...names.map((name) => ({ name, bytes }))])
  expect(await missing(page.getByLabel('Model file'), plain)).toEqual([])

  const strange = injectionStrings.filter((text) => isName(text) && plainPath(text) !== text)
  expect(strange.length).toBeGreaterThan(20)
  for (const text of strange.slice(0, 24)) {
    await page.getByRole('link', { name: 'Vitrine' }).click()
    await dropFiles(page, [{ name: `${text}.onnx`, bytes }])
    const alert = page.getByRole('alert')
    const heading = page.getByRole('heading', { level: 1 })
    await expect(alert.or(page.getByText('About this export')).first()).toBeVisible()
    if (await alert.isVisible()) {
      expect(await alert.innerText()).not.toMatch(misleading)
      expect(await missing(alert, [text])).toEqual([])
    } else expect(await missing(heading, [text])).toEqual([])
  }
})

test('addresses are shown as text, and lead nowhere', async ({ page, site }) => {
  // The question about a link is a part of the page that comes with the first one.
  await page.goto(`./?model=${encodeURIComponent('https://models.example.org/model.onnx')}`)
  await expect(page.getByRole('heading', { name: /^Open a model from/ })).toBeVisible()
  const requests = site.requests.length
  const said = await page.evaluate(
    async (addresses) => {
      const alerts: string[] = []
      for (const address of addresses) {
        history.pushState(null, '', address)
        dispatchEvent(new PopStateEvent('popstate'))
        await new Promise((resolve) => setTimeout(resolve))
        alerts.push(document.querySelector('main')?.textContent ?? '')
      }
      return alerts
    },
    wellFormed.flatMap((text) => {
      const value = encodeURIComponent(text)
      return [`?local=${value}`, `?runtime=${value}`, `?model=${modelOf(text)}`]
    }),
  )
  const lost = wellFormed.filter((text, index) => {
    const [local = '', runtime = ''] = said.slice(index * 3).map(seen)
    const start = seen(text).slice(0, 9).trim()
    return !runtime.includes(start) || !local.includes(start.replace(/-\d+$/, ''))
  })
  expect(lost).toEqual([])
  expect(said.join('')).not.toMatch(misleading)
  // A browser may want the icon again for every address, and the list of demos its own pictures.
  const isOwn = (path: string) =>
    /\/favicon\.svg$|\/models\/cifar10\/examples\/\w+\.jpg$/.test(path)
  const paths = site.requests.slice(requests).map(({ path }) => path)
  expect(paths.filter((path) => !isOwn(path))).toEqual([])
})

test('what an address shares goes into the form, and nowhere else', async ({ page, demoUrl }) => {
  await page.goto(demoUrl('stories'))
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText('WASM')
  const prompts = await page.evaluate(async (texts) => {
    const shown: string[] = []
    for (const text of texts) {
      const value = encodeURIComponent(text)
      history.pushState(null, '', `#prompt=${value}&seed=${value}&${value}=1&__proto__=${value}`)
      dispatchEvent(new PopStateEvent('popstate'))
      await new Promise((resolve) => setTimeout(resolve))
      shown.push(document.querySelector('textarea')?.value ?? '')
    }
    return shown
  }, wellFormed)
  expect(prompts.map(seen)).toEqual(wellFormed.map(seen))
})
