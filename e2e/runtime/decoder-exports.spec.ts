import type { Page } from '@playwright/test'
import { decoderExport } from '../../src/testing/decoder-onnx/export-folder.js'
import { decoderExports, writtenBy, type DecoderExport } from '../support/decoder-exports.ts'
import { badgeText, copiedJson, generate, setNumbers } from '../support/demo.ts'
import type { CopiedGeneration } from '../support/demo.ts'
import { writeFiles } from '../support/made-exports.ts'
import { choose, expectDemo } from '../support/open-export.ts'
import { expect, test } from '../support/test.ts'

// The software GPU takes its time to compile each graph.
test.setTimeout(300_000)
const prompt = 'abc'
const newTokens = 8

async function open(page: Page, folder: string, options: DecoderExport) {
  writeFiles(folder, decoderExport(options))
  await choose(page, folder, true)
  await expectDemo(page, folder.split('/').at(-1)!, 'Continues a text')
  await setNumbers(page, { Temperature: 0, 'Repetition penalty': 1, 'Max new tokens': newTokens })
}

test('decoders of every shape write what their networks say', async ({
  page,
  runtime,
  isolated,
}, testInfo) => {
  for (const [name, options] of Object.entries(decoderExports)) {
    await test.step(name, async () => {
      await page.goto(`./?runtime=${runtime}`)
      await open(page, testInfo.outputPath(name), options)
      await generate(page, prompt)
      const badge = page.getByRole('status', { name: 'Runtime' })
      await expect(badge).toContainText(await badgeText(page, runtime, isolated))
      const { ids } = await copiedJson<CopiedGeneration>(page)
      expect(ids, name).toEqual(writtenBy(options, prompt, newTokens))
    })
  }
})

const complaints = [
  ['a token that its network lacks', { vocabulary: 120 }, /makes “z” token 124, but this model/],
  [
    'a token that is not a number',
    { nanToken: 'z'.charCodeAt(0) + 2 },
    /numbers that are not finite/,
  ],
] as const

for (const [what, options, sentence] of complaints) {
  test(`a decoder that is given ${what} says so, and writes on`, async ({
    page,
    runtime,
  }, testInfo) => {
    await page.goto(`./?runtime=${runtime}`)
    await open(page, testInfo.outputPath('complains'), options)
    await page.getByRole('textbox', { name: 'Prompt' }).fill('az')
    await page.getByRole('button', { name: 'Generate' }).click()
    await expect(page.getByRole('alert')).toContainText(sentence, { timeout: 60_000 })
    await generate(page, prompt)
    const { ids } = await copiedJson<CopiedGeneration>(page)
    expect(ids).toEqual(writtenBy({ vocabulary: 258, ...options }, prompt, newTokens))
  })
}
