import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { taskWords } from '../src/features/home/task-words.ts'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { press, typeInto } from './support/by-keyboard.ts'
import { answerOrAlert, copiedJson, type CopiedPredictions } from './support/demo.ts'
import { writeFiles } from './support/made-exports.ts'
import { drop, expectDemo, goHome } from './support/open-export.ts'
import { hasShared, sharedPath } from './support/shared.ts'
import { expect, test } from './support/test.ts'
import { gapExport, meaningExport, moodExport } from './support/text-exports.ts'

interface CopiedEmbeddings {
  readonly similarity: number
  readonly dimensions: number
  readonly embeddings: readonly (readonly number[])[]
}

const output = (page: Page) => page.getByRole('region', { name: 'Output' })

async function run(page: Page, verb: string) {
  await press(page, 'button', verb)
  // The time of a run is written when it is over; a first one says so.
  await answerOrAlert(page, output(page).getByText(/· (cold|warm)$/), 60_000)
  await expect(output(page).locator('[aria-busy=true]')).toHaveCount(0)
}

/** Shares of the whole, as logits are made into probabilities. */
function softmax(logits: readonly number[]): number[] {
  const shares = logits.map((logit) => Math.exp(logit))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

function expectPredictions(actual: CopiedPredictions, expected: readonly [string, number][]) {
  const { predictions } = actual
  expect(predictions.map((one) => one.class)).toEqual(expected.map(([name]) => name))
  for (const [index, [name, prob]] of expected.entries())
    expect(predictions[index]?.prob, name).toBeCloseTo(prob, 6)
}

test('texts are sorted, filled in and compared, with what the models themselves say', async ({
  page,
}, info) => {
  test.setTimeout(120_000)
  await page.goto('./?runtime=wasm')

  await test.step('sorted', async () => {
    await drop(page, writeFiles(info.outputPath('mood'), moodExport()))
    await expectDemo(page, 'mood', taskWords['text-classification'])
    await expectAccessibleEverywhere(page, 'nothing sorted')
    await typeInto(page, 'textbox', 'Text', 'a good good bad film')
    await run(page, 'Classify')
    const [negative, positive] = softmax([2, 4]) as [number, number]
    expectPredictions(await copiedJson(page), [
      ['POSITIVE', positive],
      ['NEGATIVE', negative],
    ])
    const meters = page.getByRole('list', { name: 'Predictions' }).getByRole('meter')
    await expect(meters).toHaveCount(2)
    await expect(output(page)).toContainText('7 tokens read.')
    await expectAccessibleEverywhere(page, 'sorted')
    await typeInto(page, 'textbox', 'Text', 'bad '.repeat(40).trim())
    await expect(output(page)).toContainText('The text has changed since.')
    await run(page, 'Classify')
    await expect(output(page)).toContainText('16 of 42 tokens read, 26 cut.')
    await expectAccessibleEverywhere(page, 'sorted, and cut')
  })

  await test.step('filled in', async () => {
    await goHome(page)
    await drop(page, writeFiles(info.outputPath('gap'), gapExport()))
    await expectDemo(page, 'gap', taskWords['fill-mask'])
    await typeInto(page, 'textbox', 'Text', 'a')
    await press(page, 'button', 'Insert [MASK]')
    await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue('a [MASK]')
    await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused()
    await page.keyboard.type(' film')
    await run(page, 'Fill in')
    const [good, bad, film] = softmax([3, 2, 1]) as [number, number, number]
    const words: [string, number][] = [
      ['good', good],
      ['bad', bad],
      ['film', film],
    ]
    expectPredictions(await copiedJson(page), words)
    await expect(output(page)).toContainText('a good film')
    await typeInto(page, 'textbox', 'Text', '[MASK] and [MASK]')
    await run(page, 'Fill in')
    const { masks } = await copiedJson<{ masks: CopiedPredictions['predictions'][] }>(page)
    expect(masks).toHaveLength(2)
    for (const predictions of masks) expectPredictions({ predictions }, words)
    await expectAccessibleEverywhere(page, 'filled in')
    await typeInto(page, 'textbox', 'Text', 'no gap')
    await press(page, 'button', 'Fill in')
    await expect(page.getByRole('alert')).toContainText('[MASK]')
    await expectAccessibleEverywhere(page, 'nothing to fill in')
  })

  await test.step('compared', async () => {
    await goHome(page)
    await drop(page, writeFiles(info.outputPath('meaning'), meaningExport()))
    await expectDemo(page, 'meaning', taskWords['feature-extraction'])
    await typeInto(page, 'textbox', 'First text', 'good film')
    await typeInto(page, 'textbox', 'Second text', 'bad bad')
    await run(page, 'Compare')
    const compared = await copiedJson<CopiedEmbeddings>(page)
    expect(compared.dimensions).toBe(2)
    // Sums over the tokens between "[CLS]" and "[SEP]", which add nothing, divided by four tokens each.
    const expected = [
      [0.25, 0.25],
      [0, -0.5],
    ]
    for (const [index, vector] of expected.entries())
      for (const [axis, value] of vector.entries())
        expect(compared.embeddings[index]?.[axis]).toBeCloseTo(value, 6)
    expect(compared.similarity).toBeCloseTo(-Math.SQRT1_2, 6)
    await expect(output(page).getByRole('meter', { name: 'Similarity' })).toHaveAttribute(
      'aria-valuetext',
      '−0.71, between −1 and 1',
    )
    await expectAccessibleEverywhere(page, 'compared')
  })
})

test.describe('the text models of the fixtures, with their tokenizer', () => {
  // A model of twenty tokens with a tokenizer of thirty thousand; the runtime says so too.
  test.use({ expectedErrors: /indices element out of data bounds, idx=101/ })
  test.skip(!hasShared, 'the fixtures do not lie beside the project')

  test('fill in what ONNX Runtime in Node does, or say why they cannot', async ({ page }, info) => {
    const beside = (name: string) => {
      const [from, folder] = [sharedPath('fixtures/models/text'), info.outputPath(name)]
      mkdirSync(folder)
      copyFileSync(join(from, `${name}.onnx`), join(folder, `${name}.onnx`))
      copyFileSync(join(from, 'bert-tokenizer.json'), join(folder, 'tokenizer.json'))
      return folder
    }
    await page.goto('./?runtime=wasm')
    await drop(page, beside('dummy_transformer_mlm'))
    await expectDemo(page, 'dummy_transformer_mlm', taskWords['fill-mask'])
    await typeInto(page, 'textbox', 'Text', 'Paris is the [MASK] of France.')
    await run(page, 'Fill in')
    expectPredictions(await copiedJson(page), [
      ['##ken', 0.000254866],
      ['lands', 0.000228281],
      ['ob', 0.000224499],
    ])

    await goHome(page)
    await drop(page, beside('dummy_transformer'))
    await expectDemo(page, 'dummy_transformer', taskWords['feature-extraction'])
    await typeInto(page, 'textbox', 'First text', 'The same words.')
    await typeInto(page, 'textbox', 'Second text', 'The same words.')
    await press(page, 'button', 'Compare')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('this model has only 20 tokens')
  })
})
