import { answerOrAlert, copiedJson, setNumbers, type CopiedGeneration } from './support/demo.ts'
import { writeFiles } from './support/made-exports.ts'
import { drop, expectDemo } from './support/open-export.ts'
import { expect, test } from './support/test.ts'
import {
  encoderDecoderExport,
  endToken,
  startToken,
} from '../src/testing/encoder-decoder-onnx/encoder-decoder-export.ts'
import { createReference } from '../src/testing/encoder-decoder-onnx/set-up.ts'

const idOf = (word: string) => word.charCodeAt(0) - 'a'.charCodeAt(0) + 3

/** The most probable text, by nothing but the runtime: all of it once more for each token. */
async function answerTo(prompt: string, count: number): Promise<number[]> {
  const reference = await createReference()
  const source = [...prompt.split(' ').map(idOf), endToken]
  const text = [startToken]
  while (text.length <= count) {
    const row = (await reference(source, text)).at(-1)!
    row[startToken] = -Infinity
    const next = row.indexOf(Math.max(...row))
    if (next === endToken) break
    text.push(next)
  }
  return text.slice(1)
}

test('an encoder with its decoder, dropped, answers as its graphs do by themselves', async ({
  page,
}, info) => {
  const prompt = 'b g o d t a'
  const expected = await answerTo(prompt, 20)
  await page.goto('./?runtime=wasm')
  await drop(page, writeFiles(info.outputPath('pair'), encoderDecoderExport()))
  await expectDemo(page, 'pair', 'Translates and answers')
  await setNumbers(page, { 'Max new tokens': 20, Temperature: 0 })
  const output = page.getByRole('region', { name: 'Output' })
  const generate = async (text: string) => {
    await page.getByRole('textbox', { name: 'Prompt' }).fill(text)
    await page.getByRole('button', { name: 'Generate' }).click()
    await answerOrAlert(page, output.getByText(/^(The model ended|It has written)/), 60_000)
    return copiedJson<CopiedGeneration>(page)
  }
  const answer = await generate(prompt)
  expect(answer.ids).toEqual(expected)
  await expect(output).toContainText(answer.text)
  // What was asked is no part of the answer, and has no probability.
  await expect(output).not.toContainText(prompt)
  await expect(page.getByRole('button', { name: 'Score this text' })).toHaveCount(0)

  const other = await generate('d e')
  expect(other.ids).toEqual(await answerTo('d e', 20))
  expect(await generate(prompt)).toEqual(answer)
})
