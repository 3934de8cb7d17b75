import type { Page } from '@playwright/test'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { press, tabTo, typeInto } from './support/by-keyboard.ts'
import { answerOrAlert, copiedJson, setNumbers, type CopiedGeneration } from './support/demo.ts'
import { highest, openReference, type Probabilities } from './support/reference-model.ts'
import { expect, test } from './support/test.ts'

interface CopiedScore {
  readonly perplexity: number
  readonly tokens: readonly string[]
  readonly probs: readonly (number | null)[]
}

const output = (page: Page) => page.getByRole('region', { name: 'Output' })
const written = (page: Page) => output(page).getByText(/^It has written the \d+ new tokens/)

/** Of the candidates that are shown. */
async function shownProbs(page: Page): Promise<number[]> {
  const meters = page.getByRole('list', { name: 'Next token' }).getByRole('meter')
  await expect(meters).toHaveCount(3)
  return meters.evaluateAll((all) =>
    all.map((meter) => Number(meter.getAttribute('aria-valuenow'))),
  )
}

test('by keyboard: what the model weighed is seen, and another way is taken and left', async ({
  page,
  demoUrl,
}) => {
  test.setTimeout(120_000)
  const reference = await openReference()
  await page.goto(demoUrl('stories'))
  await setNumbers(page, { Temperature: 0, 'Repetition penalty': 1, 'Max new tokens': 12 })
  await typeInto(page, 'textbox', 'Prompt', 'Lily found a red')

  const prompt = await test.step('a text is scored as the model itself scores it', async () => {
    await press(page, 'button', 'Score this text')
    await answerOrAlert(page, output(page).getByText(/^Perplexity/), 60_000)
    const { tokens, probs, perplexity } = await copiedJson<CopiedScore>(page)
    const ids = reference.idsOf(tokens)
    const rows = await reference.probabilities(ids)
    const expected = ids.slice(1).map((id, index) => rows[index]![id]!)
    expect(probs[0]).toBeNull()
    expect(probs).toHaveLength(ids.length)
    for (const [index, prob] of expected.entries()) expect(probs[index + 1]).toBeCloseTo(prob, 4)
    const nats = expected.reduce((sum, prob) => sum - Math.log(prob), 0) / expected.length
    expect(perplexity / Math.exp(nats)).toBeCloseTo(1, 3)
    await expectAccessibleEverywhere(page, 'a text scored')
    return ids
  })

  await tabTo(page, 'textbox', 'Prompt')
  await page.keyboard.press('Enter')
  await answerOrAlert(page, written(page), 60_000)
  const first = await copiedJson<CopiedGeneration>(page)
  const rows = await reference.probabilities([...prompt, ...first.ids])
  /** What the model says of the place that this token of the continuation has. */
  const rowOf = (index: number) => rows[prompt.length - 1 + index]!
  expect(first.ids).toEqual(first.ids.map((_, index) => highest(rowOf(index), 1)[0]!.id))
  await expectCandidates(page, rowOf(12))

  const place = 9
  await test.step('a token is looked at', async () => {
    await tabTo(page, 'button', 'Earlier token')
    for (let presses = 12; presses > place; presses--) await page.keyboard.press('Enter')
    await expect(output(page).getByText(`${place + 1} of 12`)).toBeVisible()
    await expectCandidates(page, rowOf(place))
  })

  const branched = await test.step('another one is taken in its place', async () => {
    const [, second] = highest(rowOf(place), 2)
    const button = output(page)
      .getByRole('button', { name: /^Go on with .* instead$/ })
      .first()
    await tabTo(page, 'button', await button.innerText())
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Branches' }).getByRole('button')).toHaveCount(2)
    await answerOrAlert(page, written(page), 60_000)
    const branch = await copiedJson<CopiedGeneration>(page)
    expect(branch.ids.slice(0, place)).toEqual(first.ids.slice(0, place))
    expect(branch.ids[place]).toBe(second!.id)
    // All that was kept, and the twelve that were allowed.
    expect(branch.ids).toHaveLength(place + 1 + 12)
    expect(branch.tokens).toHaveLength(branch.ids.length)
    expect(reference.idsOf(branch.tokens)).toEqual(branch.ids)
    const ways = await reference.probabilities([...prompt, ...branch.ids])
    for (let index = place + 1; index < branch.ids.length; index++) {
      const [best] = highest(ways[prompt.length - 1 + index]!, 1)
      expect(branch.ids[index], `token ${index}`).toBe(best!.id)
    }
    await expect(output(page)).toContainText(`Lily found a red${branch.text}`)
    return branch
  })

  await test.step('colours say how surprising each token is', async () => {
    await press(page, 'switch', 'Colour by surprise')
    await expect(page.getByRole('list', { name: 'Colours' })).toBeVisible()
    const bits = -Math.log2(rowOf(place)[branched.ids[place]!]!)
    await expect(output(page).locator(`[data-token="${place}"]`)).toHaveAttribute(
      'title',
      `${bits < 10 ? bits.toFixed(1) : Math.round(bits)} bits`,
    )
    await expectAccessibleEverywhere(page, 'a branch, coloured')
  })

  await press(page, 'button', 'First text')
  expect(await copiedJson(page)).toEqual(first)
  await expect(output(page)).toContainText(`Lily found a red${first.text}`)

  await test.step('a hand presses a token, and lets go of it', async () => {
    const token = (index: number) => output(page).locator(`[data-token="${index}"]`)
    await token(4).click()
    await expect(output(page).getByText('5 of 12')).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await expect(output(page).getByText('4 of 12')).toBeVisible()
    await expectCandidates(page, rowOf(3))
    await token(3).click()
    await expect(output(page).getByText('at the end')).toBeVisible()
  })
})

async function expectCandidates(page: Page, row: Probabilities) {
  const expected = highest(row, 3).map(({ prob }) => prob)
  const shown = await shownProbs(page)
  for (const [index, prob] of expected.entries()) expect(shown[index]).toBeCloseTo(prob, 4)
}
