import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { StaticServer } from '../hosting/static-server.js'
import type {
  ImageClassificationManifest,
  ImageExample,
} from '../src/protocol/picture-manifests.ts'
import type { VitrineError } from '../src/client/vitrine.ts'
import type { TextExample } from '../src/protocol/manifest.ts'
import { importerRoot, serveImporters, type Importer } from './support/importer.ts'
import { buildPackageApp } from './support/package-app.ts'
import { expect, test as base } from './support/test.ts'

/** The module, on pages of another site; see docs/embedding.md. */
const test = base.extend<object, { importer: StaticServer }>({
  importer: [
    async ({ site }, use) => {
      const importer = await serveImporters(site)
      await use(importer)
      await importer.close()
    },
    { scope: 'worker' },
  ],
  allowedHosts: ({ importer }, use) => use([new URL(importer.url).host]),
})

const examplesOf = <T>(model: string): readonly T[] => {
  const file = new URL(`../public/models/${model}/vitrine.json`, import.meta.url)
  return (JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as { examples: T[] }).examples
}
const picture = examplesOf<ImageExample>('cifar10')[0]!
const story = examplesOf<TextExample>('stories')[0]!

async function open(page: Page, importer: StaticServer, name: Importer): Promise<void> {
  await page.goto(`${importer.url}${encodeURIComponent(name)}.html`)
  await page.waitForFunction(() => 'vitrine' in globalThis)
}

/** Asks for the picture of the demo's example. */
function predict(page: Page, site: StaticServer) {
  return page.evaluate(
    async ([folder, image]) => {
      const model = await vitrine.loadExportedModel(folder, { runtime: 'wasm' })
      const answer = await model.predict(folder + image, { topK: 3 })
      const { threads, reasons } = model.runtime
      model.dispose()
      return { answer, threads, reasons }
    },
    [`${site.url}models/cifar10/`, picture.image] as const,
  )
}

function expectGolden(answer: unknown): void {
  const predictions = picture.predictions?.map(({ class: name, prob }) => ({
    class: name,
    prob: expect.closeTo(prob, 4),
  }))
  expect(answer).toEqual({ predictions })
}

test('a page of another site has the answers of the demo’s page, and threads where it is isolated', async ({
  page,
  site,
  importer,
}) => {
  for (const name of ['plain', 'isolated', 'strict', 'strict and isolated'] as const) {
    await open(page, importer, name)
    const { answer, threads, reasons } = await predict(page, site)
    expectGolden(answer)
    const cores = await page.evaluate(() => navigator.hardwareConcurrency)
    const isIsolated = name.includes('isolated')
    expect(threads, name).toBe(isIsolated ? Math.min(4, cores) : 1)
    expect(reasons.includes('not-isolated'), name).toBe(!isIsolated)
  }
})

test('a page whose policy lets no worker be is told what it needs', async ({
  page,
  site,
  importer,
  complaints,
}) => {
  await open(page, importer, 'too strict')
  const said = await page.evaluate(
    (folder) =>
      vitrine.loadExportedModel(folder).then(String, (error: unknown) => {
        const { code, message } = error as { code: string; message: string }
        return [error instanceof vitrine.VitrineError, code, message]
      }),
    `${site.url}models/cifar10/`,
  )
  expect(said).toEqual([
    true,
    'worker-died',
    expect.stringContaining(`worker-src blob: ${site.origin}`),
  ])
  expect(complaints.violations.join()).toContain('worker-src')
  complaints.violations.length = 0
})

test('called itself, a model takes bare tensors and gives what its predictions are made of', async ({
  page,
  site,
  importer,
}) => {
  await open(page, importer, 'plain')
  const got = await page.evaluate(async (folder) => {
    const model = await vitrine.loadExportedModel(folder, { runtime: 'wasm' })
    const { preprocessing, labels } = model.manifest as ImageClassificationManifest
    const { width, height, mean, std } = preprocessing
    const pixels = new ImageData(width, height)
    for (let at = 0; at < pixels.data.length; at++) {
      pixels.data[at] = at % 4 === 3 ? 255 : (at * 7) % 256
    }
    const data = new Float32Array(3 * width * height)
    for (let at = 0; at < data.length; at++) {
      const channel = Math.floor(at / (width * height))
      const value = pixels.data[(at % (width * height)) * 4 + channel]! / 255
      data[at] = (value - mean[channel]!) / std[channel]!
    }
    const tensor = { type: 'float32', dims: [1, 3, height, width], data } as const
    const bare = await model(tensor)
    const input = await model({ wrong: tensor }).catch((error: unknown) => error)
    const [name] = Object.keys(bare)
    const logits = [...(bare.data as Float32Array)]
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0)
    const best = logits
      .map((logit, at) => ({ class: labels[at], prob: Math.exp(logit) / sum }))
      .sort((a, b) => b.prob - a.prob)
    return {
      best: best.slice(0, 3),
      predicted: await model.predict(pixels),
      names: Object.keys(bare),
      isSame: bare.data === bare[name!]?.data,
      refused: (input as VitrineError).message,
    }
  }, `${site.url}models/cifar10/`)
  expect(got.predicted).toEqual({
    predictions: got.best.map((one) => ({ ...one, prob: expect.closeTo(one.prob, 5) })),
  })
  expect([got.names, got.isSame]).toEqual([['logits'], true])
  expect(got.refused).toContain('The model has no input of this name.')
})

test('text comes in pieces, and stops where the loop is left; another model goes on beside it', async ({
  page,
  site,
  importer,
}) => {
  await open(page, importer, 'plain')
  const got = await page.evaluate(
    async ([models, { prompt, settings }]) => {
      const load = (id: string) => vitrine.loadExportedModel(`${models}${id}/`, { runtime: 'wasm' })
      const [stories, penguins] = await Promise.all([load('stories'), load('penguins')])
      const pieces: string[] = []
      const writing = stories.generate(prompt, settings)
      for await (const piece of writing) pieces.push(piece)

      const stopped = stories.generate(prompt, { ...settings, maxNewTokens: 200 })
      for await (const piece of stopped) if (piece.includes('little')) break
      const bird = { island: 'Biscoe', bill_length_mm: 46.5, bill_depth_mm: 13.5 }
      const measured = { ...bird, flipper_length_mm: 210, body_mass_g: 4550, sex: 'FEMALE' }
      const species = await penguins.predict([measured, measured])
      const unknown = await penguins.predict({ ...measured, wings: 2 }).catch(String)
      const { logits } = await stories.generate(prompt, { maxNewTokens: 1, logits: true }).result
      stories.dispose()
      const gone = await stories.predict(prompt).catch(String)
      return {
        text: pieces.join(''),
        count: pieces.length,
        whole: await writing.result,
        stopped: await stopped.result,
        species,
        unknown,
        logits: logits?.length,
        gone,
      }
    },
    [`${site.url}models/`, story] as const,
  )
  expect(got.text).toBe(story.text)
  expect(got.whole).toMatchObject({ text: story.text, finish_reason: 'length' })
  expect(got.count).toBeGreaterThan(20)
  expect(got.stopped.finish_reason).toBe('abort')
  expect(story.text).toContain(got.stopped.text)
  const gentoo = { prediction: 'Gentoo', model_version: '1.0.0' }
  expect(got.species).toMatchObject([gentoo, gentoo])
  expect(got.unknown).toContain('Extra: [wings]')
  expect(got.logits).toBeGreaterThan(100)
  expect(got.gone).toContain('has been disposed of')
})

test.describe('with files, and with what is not there', () => {
  test.use({ expectedErrors: /404|Failed to load resource/ })

  test('an export is opened from its files, and a missing one is a sentence', async ({
    page,
    site,
    importer,
  }) => {
    await open(page, importer, 'plain')
    const got = await page.evaluate(async (models) => {
      const files = await Promise.all(
        ['model.onnx', 'vitrine.json'].map(async (path) => {
          const file = new File([await (await fetch(`${models}penguins/${path}`)).blob()], path)
          // As a folder that a person picked.
          return Object.defineProperty(file, 'webkitRelativePath', { value: `birds/${path}` })
        }),
      )
      const seen: string[] = []
      const model = await vitrine.loadExportedModel(files, {
        runtime: 'wasm',
        onProgress: ({ stage }) => seen.push(stage),
      })
      const { title } = model.manifest
      const controller = new AbortController()
      controller.abort()
      const failure = async (...args: Parameters<typeof vitrine.loadExportedModel>) => {
        const error: unknown = await vitrine.loadExportedModel(...args).catch((one: unknown) => one)
        const { code, message } = error as VitrineError
        return [code, message] as const
      }
      return {
        title,
        seen,
        missing: await failure(`${models}nowhere/`),
        refused: await failure('file:///etc/passwd'),
        aborted: await failure(`${models}penguins/`, { signal: controller.signal }),
      }
    }, `${site.url}models/`)
    expect(got.title).toBe('Penguins')
    expect(got.seen).toContain('prepare')
    expect(got.missing).toEqual([
      'export-unrecognised',
      expect.stringContaining('No known export lies here.'),
    ])
    expect(got.refused).toEqual(['link-refused', expect.stringContaining('It begins with “file:')])
    expect(got.aborted[0]).toBe('aborted')
  })
})

test('the documentation’s plain page says what is in the picture', async ({ page, importer }) => {
  await page.goto(`${importer.url}plain-example.html`)
  const file = new URL(`../public/models/cifar10/${picture.image}`, import.meta.url)
  await page.getByLabel('Picture').setInputFiles(fileURLToPath(file))
  await expect(page.getByRole('status')).toHaveText(picture.predictions![0]!.class)
})

test('the documentation’s Vue page knows the penguin', async ({ page, importer }) => {
  await page.goto(`${importer.url}vue.html`)
  await page.getByRole('button', { name: 'Which penguin?' }).click()
  await expect(page.getByRole('status')).toHaveText('Gentoo')
})

test('from npm: the documentation’s React app compiles, is built with the package, and tells a story', async ({
  page,
  site,
  importer,
}) => {
  const { said, app } = await buildPackageApp(`${site.url}models/stories/`)
  expect(said, 'the compiler').toBe('')
  cpSync(app, join(importerRoot, 'react'), { recursive: true })
  await page.goto(`${importer.url}react/index.html`)
  await page.getByRole('button', { name: 'Tell a story' }).click()
  await expect(page.getByRole('paragraph')).toContainText('there was a little girl')
})

test('the module lies beside the page without a copy of anything, and the page keeps nothing of it', () => {
  const dist = fileURLToPath(new URL('../dist', import.meta.url))
  const assets = readdirSync(join(dist, 'assets'))
  const builds = assets.flatMap((name) => /^(.+)-[\w-]{8}\.wasm$/.exec(name)?.[1] ?? [])
  expect(builds.sort()).toEqual(
    ['', '.asyncify', '.jspi'].map((build) => `ort-wasm-simd-threaded${build}`),
  )
  expect(assets.filter((name) => /^main-[\w-]{8}\.js$/.test(name))).toHaveLength(1)

  const own = ['vitrine.js', ...assets.filter((name) => name.startsWith('vitrine-'))]
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
  expect(own.filter((name) => worker.includes(`"${name}"`) || worker.includes(`/${name}`))).toEqual(
    [],
  )

  const { files } = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8')) as {
    files: string[]
  }
  expect(files.filter((file) => !existsSync(join(dist, file)))).toEqual([])
  expect(files.filter((file) => /^models|\.html$|\.css$|^assets\/index-/.test(file))).toEqual([])
})
