import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { StaticServer } from '../../hosting/static-server.js'
import { rankLogits } from '../../src/core/decoding/logits.ts'
import type { GenerationSettings } from '../../src/protocol/manifest.ts'
import { writeDecoder } from '../../src/testing/decoder-onnx/write-decoder.js'
import { serveDecoderPage } from '../support/decoder-page.ts'
import { hasShared, sharedJson, sharedPath } from '../support/shared.ts'
import { expect, test as base } from '../support/test.ts'

interface Golden {
  cases: { prompt_ids: number[]; greedy_ids: number[] }[]
}

const builtIn = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../public/models/stories/onnx/${name}`, import.meta.url)))

function models(): Record<string, Uint8Array> {
  return {
    'stories.onnx': builtIn('model.onnx'),
    'stories-webgpu.onnx': builtIn('model_webgpu.onnx'),
    'graph-ready.onnx': writeDecoder({ lengths: true, logits: 'last', context: 600 }).onnx,
    'not-a-number.onnx': writeDecoder({ lengths: true, nanToken: 7 }).onnx,
    ...(hasShared && {
      'stories260k.onnx': readFileSync(sharedPath('fixtures/exports/stories260k/onnx/model.onnx')),
    }),
  }
}

const test = base.extend<object, { site: StaticServer }>({
  site: [
    // Playwright wants the pattern, also where nothing is taken out of it.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const site = await serveDecoderPage(models())
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],
})

// An adapter in software takes its time, and compiles its shaders in each page anew.
test.setTimeout(240_000)

test.beforeEach(async ({ page }) => {
  await page.goto('./')
  await page.waitForFunction(() => 'decodersTool' in globalThis)
})

const prompt = [1, 2, 3, 5, 8]

function open(page: Page, path: string, capture = false) {
  return page.evaluate(([file, recorded]) => decodersTool.open(file, 'webgpu', recorded), [
    `models/${path}`,
    capture,
  ] as const)
}

function greedy(page: Page, ids: readonly number[], count: number, block: number) {
  return page.evaluate(([text, wanted, size]) => decodersTool.greedy(text, wanted, size), [
    ids,
    count,
    block,
  ] as const)
}

/** What the CPU says, token by token. */
function onCpu(page: Page, path: string, ids: readonly number[], count: number) {
  return page.evaluate(
    async ([file, text, wanted]) => {
      await decodersTool.open(file, 'wasm')
      return (await decodersTool.bySampling(text, wanted)).ids
    },
    [`models/${path}`, ids, count] as const,
  )
}

const idsOf = (rankings: readonly (readonly { readonly id: number }[])[]) =>
  rankings.map(([first]) => first?.id)

test.describe('a graph that can be recorded', () => {
  test('is, reads back 16 bytes a token, and makes no buffer', async ({ page }) => {
    const expected = await onCpu(page, 'graph-ready.onnx', prompt, 21)
    const report = await open(page, 'graph-ready.onnx', true)
    expect(report).toEqual({ cache: 'shared', captured: true })
    for (const block of [1, 4, 20]) {
      const { rankings, traffic } = await greedy(page, prompt, 20, block)
      expect(idsOf(rankings)).toEqual(expected)
      // The twenty that were taken, and what would come next.
      expect(traffic.bytesOut).toBe(16 * 21)
      expect(traffic.gpuBuffers).toBe(0)
      // The two numbers that say how long the text is.
      expect(traffic.bytesIn).toBe(20 * 8)
    }
  })

  test('reads back one vocabulary a token where the CPU chooses', async ({ page }) => {
    const expected = await onCpu(page, 'graph-ready.onnx', prompt, 8)
    await open(page, 'graph-ready.onnx', true)
    const run = () => page.evaluate(([text]) => decodersTool.bySampling(text, 8), [prompt] as const)
    await run()
    const { ids, traffic } = await run()
    expect(ids).toEqual(expected)
    expect(traffic).toMatchObject({ bytesOut: 8 * 96 * 4, gpuBuffers: 0 })
  })

  test('goes on past the room that it had, and from where a text is cut', async ({ page }) => {
    const long = Array.from({ length: 250 }, (_, place) => (place * 37) % 90)
    const pieces = [long.slice(0, 128), long.slice(128), [4], [9], [11, 12, 13], [7], [5], [6]]
    const said = async (provider: 'wasm' | 'webgpu') => {
      return page.evaluate(
        async ([to, texts]) => {
          await decodersTool.open('models/graph-ready.onnx', to, true)
          const behind = await decodersTool.logits(texts)
          const cut = await decodersTool.logitsAfterCut(texts[0]!, 20, [3, 4])
          const each = await decodersTool.eachLogits(texts[4]!)
          return [...behind, cut, ...each]
        },
        [provider, pieces] as const,
      )
    }
    const expected = await said('wasm')
    const found = await said('webgpu')
    expect(found).toHaveLength(expected.length)
    for (const [index, logits] of expected.entries()) {
      expect(largestDifference(found[index]!, logits), `logits ${index}`).toBeLessThan(1e-3)
    }
  })

  test('says gpu-lost when the device goes, and never runs again', async ({ page }) => {
    await open(page, 'graph-ready.onnx', true)
    const codes = await page.evaluate(([text]) => decodersTool.lose(text), [prompt] as const)
    expect(codes).toEqual(['gpu-lost', 'gpu-lost', 'gpu-lost'])
  })

  test('says so when its logits are not numbers', async ({ page }) => {
    await open(page, 'not-a-number.onnx', true)
    const code = await page.evaluate(() => decodersTool.codeOfAppending([1, 7]))
    expect(code).toBe('output-not-finite')
  })
})

test('the built-in model is recorded from its own file, and writes what the other writes on the CPU', async ({
  page,
}) => {
  const start = [403, 407, 261, 378]
  const expected = await onCpu(page, 'stories.onnx', start, 13)
  const report = await open(page, 'stories-webgpu.onnx', true)
  expect(report).toEqual({ cache: 'shared', captured: true })
  const { rankings, traffic } = await greedy(page, start, 12, 4)
  expect(idsOf(rankings)).toEqual(expected)
  expect(traffic).toMatchObject({ bytesOut: 16 * 13, bytesIn: 12 * 8, gpuBuffers: 0 })
})

test.describe('other graphs', () => {
  test('the built-in model keeps its cache in place, and writes what it writes on the CPU', async ({
    page,
  }) => {
    const start = [403, 407, 261, 378]
    const expected = await onCpu(page, 'stories.onnx', start, 13)
    const report = await open(page, 'stories.onnx')
    expect(report).toEqual({ cache: 'shared', captured: false })
    const { rankings, traffic } = await greedy(page, start, 12, 4)
    expect(idsOf(rankings)).toEqual(expected)
    expect(traffic.bytesOut).toBe(16 * 13)
    // The runtime's own: it computes a length on the CPU, from the mask, and uploads it.
    expect(traffic.gpuBuffers).toBeLessThanOrEqual(12)
  })

  test('those that concatenate are fed back, and give the golden ids', async ({ page }) => {
    test.skip(!hasShared, 'the fixtures do not lie beside the project')
    const { cases } = sharedJson<Golden>('fixtures/golden/stories260k.json')
    const report = await open(page, 'stories260k.onnx')
    expect(report).toMatchObject({ cache: 'fed-back', captured: false })
    for (const { prompt_ids: ids, greedy_ids: expected } of cases) {
      const { rankings, traffic } = await greedy(page, ids, 95, 8)
      expect(idsOf(rankings)).toEqual(expected)
      expect(traffic.bytesOut).toBe(16 * 96)
    }
  })
})

test.describe('every way to keep the cache', () => {
  const ways = [
    ['on WASM, plainly', 'wasm', true, 'copied'],
    ['on WASM, in place', 'wasm', false, 'fed-back'],
    ['on WebGPU, plainly', 'webgpu', true, 'copied'],
    ['on WebGPU, in place', 'webgpu', false, 'fed-back'],
  ] as const

  function write(page: Page, ids: readonly number[], settings: GenerationSettings) {
    return page.evaluate(([text, how]) => decodersTool.write(text, how), [ids, settings] as const)
  }

  const sampled: GenerationSettings = {
    maxNewTokens: 48,
    temperature: 0.9,
    topK: 40,
    topP: 0.95,
    repetitionPenalty: 1.1,
    seed: 7,
  }

  test('gives the golden ids, and one text for a seed, with the same probabilities', async ({
    page,
  }) => {
    test.skip(!hasShared, 'the fixtures do not lie beside the project')
    const { cases } = sharedJson<Golden>('fixtures/golden/stories260k.json')
    const { prompt_ids: ids, greedy_ids: golden } = cases[0]!
    let reference: { ids: number[]; probs: number[] } | undefined
    for (const [name, provider, isPlain, cache] of ways) {
      const report = await page.evaluate(
        ([to, plain]) => decodersTool.open('models/stories260k.onnx', to, false, plain),
        [provider, isPlain] as const,
      )
      expect(report.cache, name).toBe(cache)
      const greedily = { ...sampled, temperature: 0, repetitionPenalty: 1 }
      expect((await write(page, ids, greedily)).ids, name).toEqual(golden.slice(0, 48))

      const found = await write(page, ids, sampled)
      reference ??= found
      expect(found.ids, name).toEqual(reference.ids)
      expect(largestDifference(found.probs, reference.probs), name).toBeLessThan(1e-4)
    }
    expect(reference?.ids).not.toEqual(golden.slice(0, 48))
  })

  test('so does a graph that can be recorded', async ({ page }) => {
    const recorded = [
      ['wasm', true, 'copied'],
      ['wasm', false, 'shared'],
      ['webgpu', true, 'copied'],
      ['webgpu', false, 'shared'],
    ] as const
    let reference: { ids: number[]; probs: number[] } | undefined
    for (const [provider, isPlain, cache] of recorded) {
      const report = await page.evaluate(
        ([to, plain]) => decodersTool.open('models/graph-ready.onnx', to, !plain, plain),
        [provider, isPlain] as const,
      )
      expect(report).toMatchObject({ cache, captured: provider === 'webgpu' && !isPlain })
      const found = await write(page, prompt, sampled)
      reference ??= found
      expect(found.ids).toHaveLength(48)
      expect(found.ids).toEqual(reference.ids)
      expect(largestDifference(found.probs, reference.probs)).toBeLessThan(1e-4)
    }
  })
})

test('the kernel ranks as the CPU does', async ({ page }) => {
  const random = (count: number) =>
    Array.from({ length: count }, (_, id) => Math.fround(Math.sin(id * 12.9898) * 20))
  const lists: Record<string, number[]> = {
    'a small vocabulary': [1, 3],
    'a single token': [0.5],
    'equals, the lower id first': [2, 5, 5, 5, 1, ...Array.from({ length: 600 }, () => 5)],
    'a zero and a negative zero': [-0, 0, -0, 0],
    'tokens that are ruled out': [-Infinity, 1, -Infinity, 2],
    'nothing left but one': [-Infinity, -Infinity, -3],
    'all negative': [-5, -4, -3, -1000],
    'numbers far apart': [60_000, -60_000, 59_968, 0],
    'a vocabulary that is no whole number of threads': random(1001),
    'a large vocabulary': random(151_936),
    'a NaN': [1, NaN, 3],
    'an infinity': [1, Infinity, 3],
    'nothing but what is ruled out': [-Infinity, -Infinity],
  }
  for (const [title, values] of Object.entries(lists)) {
    for (const type of ['float32', 'float16'] as const) {
      const isRandom = values.length > 1000
      const held =
        type === 'float16' && isRandom ? values.map((one) => Math.round(one * 8) / 8) : values
      const expected = rankLogits(Float32Array.from(held))?.best
      const found = await page.evaluate(([list, of]) => decodersTool.rank(list, of), [
        held,
        type,
      ] as const)
      const name = `${title}, ${type}`
      expect(
        found?.map(({ id }) => id),
        name,
      ).toEqual(expected?.map(({ id }) => id))
      for (const [rank, { prob }] of (expected ?? []).entries()) {
        expect(Math.abs(prob - found![rank]!.prob), name).toBeLessThan(2e-5)
      }
    }
  }
})

function largestDifference(some: readonly number[], others: readonly number[]): number {
  return Math.max(...some.map((value, index) => Math.abs(value - others[index]!)))
}
