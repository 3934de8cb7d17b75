import { badgeText, copiedJson, generate, manifestOf, setNumbers } from '../support/demo.ts'
import type { CopiedGeneration } from '../support/demo.ts'
import { expect, test } from '../support/test.ts'

// The software GPU takes half a second for a token.
test.setTimeout(180_000)

test('a story is continued greedily with the very words that every runtime gives', async ({
  page,
  request,
  demoUrl,
  runtime,
  isolated,
}) => {
  const { examples, defaults } = await manifestOf(request, 'stories', 'text-generation')
  const example = examples[0]!
  const settings = { ...defaults, ...example.settings }
  const newTokens = runtime === 'webgpu' ? 20 : settings.maxNewTokens
  await page.goto(demoUrl('stories'))
  await setNumbers(page, {
    Temperature: settings.temperature,
    'Repetition penalty': settings.repetitionPenalty,
    'Max new tokens': newTokens,
  })
  await generate(page, example.prompt)

  const badge = page.getByRole('status', { name: 'Runtime' })
  await expect(badge).toContainText(await badgeText(page, runtime, isolated))
  const { text, ids, tokens, finish_reason } = await copiedJson<CopiedGeneration>(page)
  // Written down when the export was made, by ONNX Runtime on another machine's CPU.
  expect(example.text?.slice(0, text.length)).toBe(text)
  expect(text.length).toBeGreaterThan(40)
  expect(ids).toHaveLength(newTokens)
  expect(tokens).toHaveLength(newTokens)
  expect(finish_reason).toBe('length')

  const output = page.getByRole('region', { name: 'Output' })
  await expect(output).toContainText(example.prompt + text.slice(0, 30))
  await expect(page.getByRole('status', { name: 'Speed' })).toContainText('tokens/s')
  const meters = page.getByRole('list', { name: 'Next token' }).getByRole('meter')
  await expect(meters).toHaveCount(3)
  const values = await meters.evaluateAll((all) =>
    all.map((meter) => Number(meter.getAttribute('aria-valuenow'))),
  )
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  expect(values.every((value) => value > 0 && value <= 1)).toBe(true)
})

test('the same seed writes the same text, another seed another', async ({
  page,
  demoUrl,
  runtime,
}) => {
  test.skip(runtime === 'webgpu', 'sampling is the same code; a minute on the software GPU')
  await page.goto(demoUrl('stories'))
  const write = async (seed: number) => {
    await setNumbers(page, { Temperature: 1, 'Max new tokens': 30, Seed: seed })
    await generate(page, 'One day')
    return (await copiedJson<CopiedGeneration>(page)).text
  }
  const first = await write(7)
  expect(await write(8)).not.toBe(first)
  expect(await write(7)).toBe(first)
})

test('stopping keeps what was written, and the next run is right', async ({
  page,
  demoUrl,
  runtime,
}) => {
  await page.goto(demoUrl('stories'))
  await setNumbers(page, { Temperature: 0, 'Max new tokens': 400 })
  await page.getByRole('textbox', { name: 'Prompt' }).fill('Lily went')
  await page.getByRole('button', { name: 'Generate' }).click()
  await expect(page.getByRole('status', { name: 'Speed' })).toContainText('tokens/s', {
    timeout: 60_000,
  })
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden()
  const stopped = await copiedJson<CopiedGeneration>(page)
  expect(stopped.finish_reason).toBe('abort')
  expect(stopped.ids.length).toBeGreaterThan(0)
  expect(stopped.ids.length).toBeLessThan(400)

  await setNumbers(page, { 'Max new tokens': 4 })
  await generate(page, 'Lily went')
  const next = await copiedJson<CopiedGeneration>(page)
  expect(next.ids).toHaveLength(4)
  expect(next.ids.slice(0, stopped.ids.length)).toEqual(stopped.ids.slice(0, 4))
  await expect(page.getByRole('status', { name: 'Runtime' })).toContainText(
    runtime === 'webgpu' ? 'WebGPU' : 'WASM',
  )
})
