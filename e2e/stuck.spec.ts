import type { Page, TestInfo } from '@playwright/test'
import { byteTokenizer } from '../src/testing/decoder-onnx/byte-tokenizer.js'
import { decoderExport } from '../src/testing/decoder-onnx/export-folder.js'
import { generate, setNumbers } from './support/demo.ts'
import { writeFiles } from './support/made-exports.ts'
import { choose, goHome, readyBadge } from './support/open-export.ts'
import { expect, test } from './support/test.ts'

/** Tries every way to part the letters in groups before it gives up: of 60, until the sun has gone out. */
const neverEnding = { Regex: '(a+)+$' }
const evilText = `${'a'.repeat(60)}!`

const tokenizer = byteTokenizer()
const bytesOnly = { ...tokenizer.pre_tokenizer, use_regex: false }
const split = { type: 'Split', pattern: neverEnding, behavior: 'Isolated', invert: false }
const stuckWithTexts = {
  ...tokenizer,
  pre_tokenizer: { type: 'Sequence', pretokenizers: [split, bytesOnly] },
}
const stuckWithItself = {
  ...tokenizer,
  normalizer: { type: 'Replace', pattern: neverEnding, content: 'a' },
  added_tokens: [
    ...tokenizer.added_tokens,
    { ...tokenizer.added_tokens[0], id: 258, content: evilText, normalized: true, special: false },
  ],
}

const alert = (page: Page) => page.getByRole('alert')
const prompt = (page: Page) => page.getByRole('textbox', { name: 'Prompt' })

/** Opens a language model of random weights that reads bytes. */
async function open(
  page: Page,
  testInfo: TestInfo,
  { json, ...options }: Parameters<typeof decoderExport>[0] & { readonly json?: object } = {},
) {
  const files = decoderExport(options)
  if (json !== undefined) files['tokenizer.json'] = JSON.stringify(json)
  await page.goto('./?runtime=wasm')
  await choose(page, writeFiles(testInfo.outputPath('writer'), files), true)
}

async function expectRefusal(page: Page, text: string, sentence: string) {
  await prompt(page).fill(text)
  await page.getByRole('button', { name: 'Generate' }).click()
  await expect(alert(page)).toContainText(sentence)
  await expect(prompt(page)).toHaveValue(text)
}

async function expectAnswer(page: Page) {
  await setNumbers(page, { 'Max new tokens': 5 })
  await generate(page, 'bb')
  await expect(alert(page)).toBeHidden()
}

test('a pattern that never ends costs a sentence, and the next prompt is answered', async ({
  page,
}, testInfo) => {
  await open(page, testInfo, { json: stuckWithTexts })
  await expect(readyBadge(page)).toBeVisible()
  await expectRefusal(page, evilText, 'The tokenizer did not finish with this text.')
  await expect(alert(page)).toContainText('It was stopped after 2 seconds')
  await expectAnswer(page)
  await expectRefusal(page, evilText, 'The tokenizer did not finish with this text.')
})

test('a tokenizer that cannot even be made costs a sentence, and another model opens', async ({
  page,
}, testInfo) => {
  await open(page, testInfo, { json: stuckWithItself })
  await expect(alert(page)).toContainText('The tokenizer did not finish with its own file.')
  await goHome(page)
  await choose(page, writeFiles(testInfo.outputPath('other'), decoderExport()), true)
  await expect(readyBadge(page)).toBeVisible()
  await expectAnswer(page)
})

test('a prompt that is too long for the model, or for any, is refused with what it has', async ({
  page,
}, testInfo) => {
  await open(page, testInfo)
  await expectRefusal(page, 'b'.repeat(128), 'The prompt has 128 tokens; this model reads at most')
  await expectRefusal(page, 'b '.repeat(16_000), 'The prompt has 32,000 tokens;')
  await expectRefusal(page, 'b'.repeat(32_001), 'It has 32,001 characters; the limit is 32,000.')
  await expectAnswer(page)
})

test('numbers that are not finite are refused, and the next prompt is answered', async ({
  page,
}, testInfo) => {
  const [x] = new TextEncoder().encode('x')
  await open(page, testInfo, { nanToken: x! + 2 })
  await expectRefusal(page, 'bxb', 'The model answered with numbers that are not finite.')
  await expectAnswer(page)
})
