import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { press, typeInto } from './support/by-keyboard.ts'
import { answerOrAlert, copiedJson, type CopiedGeneration } from './support/demo.ts'
import { drop, expectDemo } from './support/open-export.ts'
import { expect, test } from './support/test.ts'

const stories = fileURLToPath(new URL('../public/models/stories', import.meta.url))

const template = [
  '{% for message in messages %}',
  "{{ message['role'] + ':\\n' + message['content'] + '\\n' }}",
  '{% endfor %}',
  "{% if add_generation_prompt %}{{ 'assistant:\\n' }}{% endif %}",
].join('')

/** The built-in model, as an export that says how to talk to it. */
async function openTalking(page: Page, folder: string) {
  await cp(stories, folder, { recursive: true })
  // Its title and its examples are for the list of demos.
  await writeFile(join(folder, 'vitrine.json'), '{}')
  const path = join(folder, 'tokenizer_config.json')
  const config = JSON.parse(await readFile(path, 'utf8')) as object
  await writeFile(path, JSON.stringify({ ...config, chat_template: template }))
  await page.goto('./?runtime=wasm')
  await drop(page, folder)
  await expectDemo(page, 'talking', 'Talks')
}

interface Exported {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly settings: Readonly<Record<string, number>>
}

const lastAnswer = (page: Page) => page.getByRole('log').getByRole('listitem').last()
const speed = (page: Page) => page.getByRole('status', { name: 'Speed' })

async function answered(page: Page) {
  const end = lastAnswer(page).getByRole('button', { name: /Regenerate|Try again/ })
  await answerOrAlert(page, end, 60_000)
}

async function say(page: Page, text: string) {
  await typeInto(page, 'textbox', 'Message', text)
  await page.keyboard.press('Enter')
  await answered(page)
}

/** How many tokens of the prompt were in the cache still, of how many. */
async function reuse(page: Page) {
  const words = await speed(page).innerText()
  const [, reused, tokens] = /reused ([\d,]+) of ([\d,]+) prompt token/.exec(words) ?? []
  return { reused: Number(reused), tokens: Number(tokens) }
}

const shownTurns = (page: Page) =>
  page.getByRole('log').getByRole('listitem').locator('p').allInnerTexts()

test('a conversation is held by keyboard, and a second turn reads only what is new', async ({
  page,
}, info) => {
  test.setTimeout(120_000)
  await openTalking(page, info.outputPath('talking'))
  await expectAccessibleEverywhere(page, 'nothing said')
  await typeInto(page, 'spinbutton', 'Max new tokens', '12')
  await typeInto(page, 'spinbutton', 'Temperature', '0')

  await say(page, 'Tell me of a fish.')
  const first = await reuse(page)
  expect(first.reused).toBe(0)
  const firstAnswer = await copiedJson<CopiedGeneration>(page)
  expect(firstAnswer.ids).toHaveLength(12)

  await say(page, 'And a bird?')
  const second = await reuse(page)
  // All that was read and written before, but for the last token, which nothing has come after yet.
  expect(second.reused).toBeGreaterThanOrEqual(first.tokens + firstAnswer.ids.length - 1)
  const secondAnswer = await copiedJson<CopiedGeneration>(page)
  await expectAccessibleEverywhere(page, 'two turns')
  await expect(page.getByRole('meter', { name: 'Context' })).toHaveAttribute(
    'aria-valuenow',
    String(second.tokens + secondAnswer.ids.length),
  )

  // The same again at temperature 0, out of the same cache.
  await press(page, 'button', 'Regenerate')
  await answered(page)
  expect((await copiedJson<CopiedGeneration>(page)).ids).toEqual(secondAnswer.ids)
  expect((await reuse(page)).reused).toBe(second.tokens - 1)

  await test.step('an answer that is stopped stays as far as it came', async () => {
    await typeInto(page, 'spinbutton', 'Max new tokens', '400')
    // So wild that it does not find an end.
    await typeInto(page, 'spinbutton', 'Temperature', '2')
    await typeInto(page, 'textbox', 'Message', 'Tell me everything.')
    await page.keyboard.press('Enter')
    // At the next frame: all of it takes a second, which is no longer than it may take a test to look again.
    await page.waitForFunction(
      () => document.querySelector('[aria-label=Speed]')?.textContent?.includes('tokens/s'),
      undefined,
      { polling: 'raf' },
    )
    await page.keyboard.press('Escape')
    await answered(page)
    await expect(lastAnswer(page)).toContainText('You stopped it here.')
    const stopped = await copiedJson<CopiedGeneration>(page)
    expect(stopped.finish_reason).toBe('abort')
    expect(stopped.ids.length).toBeGreaterThan(0)
    expect(stopped.ids.length).toBeLessThan(400)
    expect((await shownTurns(page)).at(-2)).toBe(stopped.text.trim())
    await expectAccessibleEverywhere(page, 'stopped')
  })

  const exported = await test.step('the conversation is taken along', async () => {
    const download = page.waitForEvent('download')
    await press(page, 'button', 'Export JSON')
    const file = await download
    expect(file.suggestedFilename()).toBe('conversation.json')
    return JSON.parse(await readFile(await file.path(), 'utf8')) as Exported
  })
  const roles = exported.messages.map(({ role }) => role)
  expect(roles).toEqual(['user', 'assistant', 'user', 'assistant', 'user', 'assistant'])
  expect(exported.messages[1]?.content).toBe(firstAnswer.text)
  expect(exported.messages[3]?.content).toBe(secondAnswer.text)
  expect(exported.settings).toMatchObject({ maxNewTokens: 400, temperature: 2 })

  await test.step('another first question takes the place of all that followed', async () => {
    await typeInto(page, 'spinbutton', 'Max new tokens', '12')
    await typeInto(page, 'spinbutton', 'Temperature', '0')
    await press(page, 'button', 'Edit')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Tell me of a fish.')
    await page.keyboard.press('Enter')
    await answered(page)
    // The same words from the start: the same answer, whatever was in the cache.
    expect((await copiedJson<CopiedGeneration>(page)).ids).toEqual(firstAnswer.ids)
    await expect(page.getByRole('log').getByRole('listitem')).toHaveCount(2)
  })
})
