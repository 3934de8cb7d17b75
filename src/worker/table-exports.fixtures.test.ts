/** The exports of tables as a visitor opens them: readers, ZipMap at load and pipeline against native ONNX Runtime. */
import { existsSync, openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hasShared, sharedPath } from '../../e2e/support/shared.ts'
import { openFolder } from '../../hosting/node-folder.ts'
import { readExport } from '../exports/read-export.ts'
import { createTabular } from '../pipelines/tabular.ts'
import type { LocalFiles } from '../protocol/source.ts'
import type { RowAnswer, TableRow } from '../protocol/table-tasks.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { createGatherer } from './gather-files.ts'
import golden from './golden/tabular.json' with { type: 'json' }
import { gatherModel } from './model-files.ts'

if (!hasShared) console.warn('SKIPPED: exports of tables, because ../shared is absent')

const started = await startNodeOrt()
const pageUrl = 'https://vitrine.example/app/'

beforeAll(() => {
  // Node has none before its version 21.
  vi.stubGlobal('navigator', {})
})

async function open(path: string) {
  const folder = await openFolder(path, new Set())
  const { model } = folder
  const manifest = await readExport(folder, model === undefined ? {} : { model })
  if (manifest.task !== 'tabular-classification') throw new Error(`It is ${manifest.task}.`)
  const files: LocalFiles = new Map([
    [manifest.model, await openAsBlob(join(folder.root, manifest.model))],
  ])
  const gatherer = createGatherer(
    { manifest, pageUrl, files },
    { fetch: () => Promise.reject(new Error('Nothing is fetched.')) },
    { signal: new AbortController().signal, report: () => {} },
  )
  const variant = { model: manifest.model, files: manifest.files }
  const { read } = await gatherModel(variant, { manifest, pageUrl, gatherer })
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => read(manifest.model),
  })
  const noFile = () => Promise.reject(new Error('no file'))
  const pipeline = createTabular(manifest, { session, reader: { look: noFile, read: noFile } })
  return { manifest, pipeline }
}

async function answers(
  { pipeline }: Awaited<ReturnType<typeof open>>,
  rows: readonly TableRow[],
): Promise<readonly RowAnswer[]> {
  const result = await pipeline.run(
    { kind: 'rows', rows },
    {
      signal: { aborted: false },
      breathe: () => Promise.resolve(),
      now: () => performance.now(),
      report: () => {},
    },
  )
  if (result.kind !== 'rows') throw new Error(result.kind)
  return result.answers
}

function expectNear(answer: RowAnswer, expected: ReadonlyMap<string, number>, tolerance: number) {
  const found = new Map(answer.probabilities?.map((one) => [one.class, one.prob]))
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort())
  for (const [name, prob] of expected) {
    expect(Math.abs((found.get(name) ?? NaN) - prob), name).toBeLessThanOrEqual(tolerance)
  }
}

describe.skipIf(!hasShared).each(golden.cases)('$model, as its readers found it', (given) => {
  it('says of each row what native ONNX Runtime says', async () => {
    const opened = await open(sharedPath(`fixtures/models/tabular/${given.model}.onnx`))
    const { features, labels } = opened.manifest
    // Golden rows may leave out what nobody measured; these models are given all that they ask for.
    const rows = given.rows.map((row) => features.map((_, index) => row[index] ?? null))
    const whole = rows.flatMap((row, index) => (row.every((cell) => cell !== null) ? [index] : []))
    expect(whole.length).toBeGreaterThan(10)
    const found = await answers(
      opened,
      whole.map((row) =>
        Object.fromEntries(features.map(({ name }, index) => [name, rows[row]![index]!])),
      ),
    )
    for (const [index, row] of whole.entries()) {
      const probabilities = given.probabilities[row]!
      expect(found[index]!.prediction).toBe(labels[given.labels[row]!])
      const expected = new Map(labels.map((name, place) => [name, probabilities[place]!]))
      expectNear(found[index]!, expected, 1e-6)
    }
  })
})

const penguins = new URL('../../public/models/penguins', import.meta.url).pathname

describe.skipIf(!existsSync(penguins))('the penguins of this site', () => {
  it('are read without a complaint, and their examples are what the model says', async () => {
    const opened = await open(penguins)
    const { examples, notes } = opened.manifest
    expect(notes).toBeUndefined()
    expect(examples.length).toBeGreaterThan(2)
    const found = await answers(
      opened,
      examples.map(({ features }) => features),
    )
    for (const [index, { predictions = [] }] of examples.entries()) {
      expect(found[index]!.prediction).toBe(predictions[0]?.class)
      expectNear(found[index]!, new Map(predictions.map((one) => [one.class, one.prob])), 1e-5)
    }
  })
})
