/** The tabular models of the fixtures, by the whole pipeline: what native ONNX Runtime says of the same rows. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withoutZipMaps } from '../exports/rewrite/zip-map.ts'
import { createTabular } from '../pipelines/tabular.ts'
import type { TabularClassificationManifest } from '../protocol/table-manifests.ts'
import type { RowAnswer, TableRow } from '../protocol/table-tasks.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { createTableReader } from './tables/table-reader.ts'
import golden from './golden/tabular.json' with { type: 'json' }

const fixtures = new URL('../../../shared/fixtures/models/tabular/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: real models of tables, because ../shared is absent')

const started = await startNodeOrt()

type Own = Pick<
  TabularClassificationManifest,
  'label' | 'probabilities' | 'labels' | 'zipMap' | 'batch'
> & { readonly input: string; readonly columns: readonly string[] }

const flowers = ['setosa', 'versicolor', 'virginica']
const sepal = ['sepal_length', 'sepal_width']
const iris = [...sepal, 'petal_length', 'petal_width']
/** Its trees use columns 0 to 19, but for one. */
const twenty = Array.from({ length: 20 }, (_, index) => `column_${index}`)

const models: Readonly<Record<string, Own>> = {
  ankane_lightgbm: {
    input: 'input',
    columns: sepal,
    label: 'label',
    probabilities: 'probability_tensor',
    zipMap: { tensor: 'probability_tensor', output: 'probabilities' },
    labels: flowers,
    batch: 1,
  },
  ankane_logreg_iris: {
    input: 'float_input',
    columns: sepal,
    label: 'label',
    probabilities: 'probability_tensor_normalized',
    zipMap: { tensor: 'probability_tensor_normalized', output: 'probabilities' },
    labels: flowers,
    batch: 3,
  },
  ankane_randomforest: {
    input: 'float_input',
    columns: iris,
    label: 'output_label',
    probabilities: 'probabilities',
    zipMap: { tensor: 'probabilities', output: 'output_probability' },
    labels: flowers,
    batch: 1,
  },
  'sklearn-onnx_treecl': {
    input: 'input',
    columns: twenty,
    label: 'label_0',
    probabilities: 'proba_0',
    labels: ['0', '1', '2'],
  },
  'sklearn-onnx_treecl2': {
    input: 'input',
    columns: twenty,
    label: 'label_2',
    probabilities: 'proba_2',
    labels: ['0', '1'],
  },
}

function manifestOf(name: string): TabularClassificationManifest {
  const { input, columns, ...own } = models[name]!
  return {
    id: name,
    title: name,
    description: '',
    layout: 'scikit-learn',
    reasons: [],
    base: '',
    files: [],
    model: `${name}.onnx`,
    task: 'tabular-classification',
    features: columns.map((column) => ({ name: column, kind: 'number', mayBeMissing: true })),
    feeding: { kind: 'matrix', input, type: 'float32' },
    steps: [],
    examples: [],
    ...own,
  }
}

async function open(name: string) {
  const bytes = new Uint8Array(readFileSync(new URL(`${name}.onnx`, fixtures)))
  const found = withoutZipMaps(bytes)
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () =>
      Promise.resolve({ path: 'model.onnx', model: found?.model ?? bytes, external: [] }),
  })
  const pipeline = createTabular(manifestOf(name), { session, reader: createTableReader() })
  return { pipeline, takenOut: found?.takenOut ?? [] }
}

const context = {
  signal: { aborted: false },
  breathe: () => Promise.resolve(),
  now: () => performance.now(),
  report: () => {},
}

async function answersFor(name: string, rows: readonly TableRow[]): Promise<readonly RowAnswer[]> {
  const { pipeline } = await open(name)
  const result = await pipeline.run({ kind: 'rows', rows }, context)
  if (result.kind !== 'rows') throw new Error(result.kind)
  return result.answers
}

function rowsOf(name: string, rows: readonly (readonly (number | null)[])[]): TableRow[] {
  const { columns } = models[name]!
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])))
}

describe.skipIf(isAbsent).each(golden.cases)('the rows of $model', (given) => {
  const { model: name, rows, labels, probabilities } = given
  const { labels: classes, zipMap } = models[name]!

  it('get the classes and probabilities of native ONNX Runtime', async () => {
    const answers = await answersFor(name, rowsOf(name, rows))
    expect(answers).toHaveLength(rows.length)
    for (const [index, answer] of answers.entries()) {
      expect(answer.prediction).toBe(classes[labels[index]!])
      const found = new Map(answer.probabilities!.map((one) => [one.class, one.prob]))
      expect([...found.keys()].sort()).toEqual([...classes].sort())
      for (const [place, expected] of probabilities[index]!.entries()) {
        const difference = Math.abs(found.get(classes[place]!)! - expected)
        expect(difference, `row ${index}, ${classes[place]}`).toBeLessThanOrEqual(1e-6)
      }
    }
  })

  it('get the same out of a file', async () => {
    const { pipeline } = await open(name)
    const lines = [models[name]!.columns, ...rows].map((cells) => cells.join(','))
    const file = new Blob([lines.join('\n')])
    const looked = await pipeline.run({ kind: 'look', file }, context)
    if (looked.kind !== 'look') throw new Error(looked.kind)
    const found = await pipeline.run({ kind: 'file', file, reading: looked.reading }, context)
    if (found.kind !== 'file') throw new Error(found.kind)
    expect(found.problems).toEqual([])
    expect([...found.predicted!]).toEqual(labels)
    const differences = probabilities
      .flat()
      .map((expected, index) => Math.abs(found.probabilities![index]! - expected))
    expect(differences).toHaveLength(found.probabilities!.length)
    expect(Math.max(...differences)).toBeLessThanOrEqual(1e-6)
  })

  it('get the same one by one as together', async () => {
    const some = rowsOf(name, rows).slice(0, 5)
    const together = await answersFor(name, some)
    for (const [index, row] of some.entries()) {
      expect(await answersFor(name, [row])).toEqual([{ ...together[index]!, fromCache: false }])
    }
  })

  it('come from a graph whose maps, where it has them, are taken out', async () => {
    const { takenOut } = await open(name)
    expect(takenOut.map(({ tensor, output }) => ({ tensor, output }))).toEqual(
      zipMap === undefined ? [] : [zipMap],
    )
    expect(takenOut.flatMap((one) => one.classes)).toEqual(
      zipMap === undefined ? [] : ['0', '1', '2'],
    )
  })
})

describe.skipIf(isAbsent)('the golden rows', () => {
  it('are there for every tabular model of the fixtures', () => {
    expect(golden.cases.map(({ model }) => model)).toEqual(Object.keys(models))
  })
})
