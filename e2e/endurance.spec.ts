import { fileURLToPath } from 'node:url'
import type { StaticServer } from '../hosting/static-server.js'
import { filesOf, serveEnginePage } from './support/engine-page.ts'
import { watchMemory } from './support/memory.ts'
import { hasShared, sharedPath } from './support/shared.ts'
import { expect, test as base } from './support/test.ts'

/** `VITRINE_ENDURANCE=full` runs what is promised; otherwise a part of it that says as much in its name. */
const isFull = process.env['VITRINE_ENDURANCE'] === 'full'
const generations = isFull ? 1000 : 60
const stops = isFull ? 100 : 20

const folders: Readonly<Record<string, string>> = {
  stories: fileURLToPath(new URL('../public/models/stories', import.meta.url)),
  ...(hasShared && { stories260k: sharedPath('fixtures/exports/stories260k') }),
}

const test = base.extend<object, { site: StaticServer }>({
  site: [
    // Playwright wants the pattern, also where nothing is taken out of it.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const site = await serveEnginePage(folders)
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

test.setTimeout(isFull ? 1_800_000 : 120_000)

for (const name of Object.keys(folders)) {
  test(`${generations} generations of 64 tokens by ${name} grow memory by less than ${(generations * 5) / 1000} MB`, async ({
    page,
  }) => {
    await page.goto('./')
    const memory = await watchMemory(page)
    await page.evaluate(([folder, paths]) => engineTool.open(folder, paths, 'wasm'), [
      name,
      filesOf(folders[name]!),
    ] as const)
    /** Both ways of choosing, and two prompts, so that the cache is cut each time. */
    const write = (rounds: number) =>
      page.evaluate(async (count) => {
        const ids = new Set<string>()
        for (let round = 0; round < count; round++) {
          const prompt = round % 2 === 0 ? 'Once upon a time' : 'Tom'
          const temperature = round % 4 < 2 ? 0 : 1
          const [written] = await engineTool.write({ prompt, temperature, newTokens: 64 })
          ids.add(written!.join())
        }
        return [...ids]
      }, rounds)

    const before = await write(20)
    const start = await memory.read()
    const after = await write(generations)
    const end = await memory.read()
    test.info().annotations.push({ type: 'memory', description: JSON.stringify({ start, end }) })
    expect(after.sort()).toEqual(before.sort())
    expect(after).toHaveLength(4)
    expect(end.heap).toBe(start.heap)
    expect(end.scripts - start.scripts).toBeLessThan(generations * 5000)
  })
}

test(`a run that is stopped ${stops} times, at any moment, leaves the worker as it was`, async ({
  page,
}) => {
  await page.goto('./')
  await page.evaluate(([path, files]) => engineTool.open(path, files, 'wasm'), [
    'stories',
    filesOf(folders['stories']!),
  ] as const)
  const wanted = { prompt: 'Once upon a time', newTokens: 24 }
  const [reference] = await page.evaluate((what) => engineTool.write(what), wanted)
  const { runs, workers } = await page.evaluate(
    async ([what, count]) => {
      const stopped = []
      for (let round = 0; round < count; round++) {
        // By its tokens and not by the clock, for a quick machine is through with a text in no time. A third of the stops
        // come before the first token; every other prompt takes long to read.
        const prompt = round % 2 === 0 ? 'Lily went' : 'One day '.repeat(40)
        const long = { prompt, newTokens: 300, temperature: round % 3 === 0 ? 1 : 0 }
        const stop = await engineTool.stopAt(
          long,
          Math.max(0, Math.floor(Math.random() * 150) - 50),
        )
        stopped.push({ ...stop, next: await engineTool.write(what) })
      }
      return { runs: stopped, workers: engineTool.workers() }
    },
    [wanted, stops] as const,
  )
  test.info().annotations.push({ type: 'stops', description: JSON.stringify(runs) })
  for (const { next } of runs) expect(next).toEqual([reference])
  const inTime = runs.filter(({ steps }) => steps !== undefined)
  expect(inTime.length).toBeGreaterThan(stops / 2)
  // One that does not let go within half a second is ended, and the next run starts another: on a machine that is
  // busy with other things that may happen.
  const late = runs.filter(({ landedMs }) => landedMs > 450)
  expect(workers).toBeLessThanOrEqual(1 + late.length)
})
