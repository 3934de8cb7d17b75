import { describe, expect, it } from 'vitest'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { TabularClassificationManifest } from '../protocol/table-manifests.ts'
import type { TableReading } from '../protocol/table-tasks.ts'
import type { RunContext, Session, ValueInfo } from './ports.ts'
import { createTabular, type ReadRow, type TableReader } from './tabular.ts'
import type { TableManifest } from './table-outputs.ts'

const base = {
  id: 'flowers',
  title: 'Flowers',
  description: '',
  layout: 'scikit-learn',
  reasons: [],
  base: 'models/flowers/',
  files: [],
  model: 'model.onnx',
  features: [
    { name: 'length', kind: 'number' },
    { name: 'island', kind: 'choice', choices: ['Biscoe', 'Dream'] },
  ],
  feeding: { kind: 'matrix', input: 'X', type: 'float32' },
  steps: [{ kind: 'ordinal', feature: 'island', choices: ['Biscoe', 'Dream'] }],
  examples: [],
} as const

const classifier: TabularClassificationManifest = {
  ...base,
  task: 'tabular-classification',
  label: 'label',
  probabilities: 'probabilities',
  labels: ['short', 'long'],
  modelVersion: '2.1.0',
}

interface FakeOptions {
  outputs?: (rows: number, X: Float32Array) => Record<string, Tensor>
  inputs?: ValueInfo[]
}

/** Says "long" of what is longer than 10, with the length over 20 as its probability. */
function fakeSession({ outputs = longOrShort, inputs }: FakeOptions = {}) {
  const runs: { rows: number; wanted: readonly string[] | undefined }[] = []
  const session: Session = {
    inputs: inputs ?? [{ name: 'X', type: 'float32', dims: ['N', 2] }],
    outputs: [],
    async run(feeds, wanted) {
      const { dims, data } = feeds['X']!
      runs.push({ rows: dims[0]!, wanted })
      return outputs(dims[0]!, data as Float32Array)
    },
  }
  return { session, runs }
}

function longOrShort(rows: number, X: Float32Array): Record<string, Tensor> {
  const lengths = Array.from({ length: rows }, (_, row) => X[row * 2]!)
  const label = lengths.map((length) => (length > 10 ? 'long' : 'short'))
  const data = Float32Array.from(lengths.flatMap((length) => [1 - length / 20, length / 20]))
  return {
    label: { type: 'string', dims: [rows], data: label },
    probabilities: { type: 'float32', dims: [rows, 2], data },
  }
}

function fakeContext() {
  const reports: object[] = []
  const context: RunContext<object> = {
    signal: { aborted: false },
    breathe: async () => {},
    now: () => 0,
    report: (progress) => reports.push(progress),
  }
  return { context, reports }
}

const noFile: TableReader = {
  look: () => Promise.reject(new Error('no file')),
  read: () => Promise.reject(new Error('no file')),
}

async function runRows(
  rows: readonly Record<string, string | number | null>[],
  {
    manifest = classifier,
    session = fakeSession().session,
  }: { manifest?: TableManifest; session?: Session } = {},
) {
  const pipeline = createTabular(manifest, { session, reader: noFile })
  const result = await pipeline.run({ kind: 'rows', rows }, fakeContext().context)
  if (result.kind !== 'rows') throw new Error(result.kind)
  return result
}

describe('rows of a form', () => {
  it('come back with the class, its probabilities in order, and the version of the model', async () => {
    const result = await runRows([{ length: 15, island: 'Dream' }])
    expect(result).toMatchObject({
      answers: [
        {
          prediction: 'long',
          probabilities: [
            { class: 'long', prob: 0.75 },
            { class: 'short', prob: 0.25 },
          ],
          fromCache: false,
        },
      ],
      modelVersion: '2.1.0',
    })
  })

  it('are refused by the names that are missing and too much', async () => {
    await expect(runRows([{ lenght: 3, island: 'Dream' }])).rejects.toMatchObject({
      code: 'feature-mismatch',
      facts: { missing: 'length', extra: 'lenght' },
    })
  })

  it('are refused for a value that is none of the choices', async () => {
    await expect(runRows([{ length: 3, island: 'Atlantis' }])).rejects.toMatchObject({
      code: 'feature-invalid',
      facts: { name: 'island', problem: '“Atlantis” is none of Biscoe, Dream' },
    })
  })

  it('that are known are not run again, and that is said', async () => {
    const { session, runs } = fakeSession()
    const pipeline = createTabular(classifier, { session, reader: noFile })
    const rows = [3, 15, 3].map((length) => ({ length, island: 'Dream' }))
    const { context } = fakeContext()
    const first = await pipeline.run({ kind: 'rows', rows }, context)
    expect(runs.map(({ rows: count }) => count)).toEqual([2])
    expect(first).toMatchObject({ fromCache: 1 })
    const again = await pipeline.run({ kind: 'rows', rows: rows.slice(0, 1) }, context)
    expect(runs).toHaveLength(1)
    expect(again).toMatchObject({
      fromCache: 1,
      answers: [{ prediction: 'short', fromCache: true }],
    })
  })

  it('are filled up to the batch that a graph fixes, and the rest is cut away', async () => {
    const { session, runs } = fakeSession({
      inputs: [{ name: 'X', type: 'float32', dims: [3, 2] }],
    })
    const rows = [1, 11, 2, 12].map((length) => ({ length, island: 'Biscoe' }))
    const result = await runRows(rows, { manifest: { ...classifier, batch: 3 }, session })
    expect(runs.map(({ rows: count }) => count)).toEqual([3, 3])
    expect(result.answers.map(({ prediction }) => prediction)).toEqual([
      'short',
      'long',
      'short',
      'long',
    ])
  })

  it('of a graph that gives labels alone have a class and no probabilities', async () => {
    const { probabilities: _, ...manifest } = classifier
    const { session, runs } = fakeSession()
    const { answers } = await runRows([{ length: 15, island: 'Dream' }], { manifest, session })
    expect(answers).toEqual([{ prediction: 'long', fromCache: false }])
    expect(runs[0]?.wanted).toEqual(['label'])
  })

  it('have numbers for labels named where the classes have names', async () => {
    const { session } = fakeSession({
      outputs: (rows, X) => ({
        ...longOrShort(rows, X),
        label: { type: 'int64', dims: [rows], data: BigInt64Array.of(1n) },
      }),
    })
    const { answers } = await runRows([{ length: 15, island: 'Dream' }], { session })
    expect(answers[0]?.prediction).toBe('long')
  })

  it('of one probability have two', async () => {
    const { label: _, ...manifest } = classifier
    const { session } = fakeSession({
      outputs: (rows) => ({
        probabilities: { type: 'float32', dims: [rows, 1], data: Float32Array.of(0.9) },
      }),
    })
    const { answers } = await runRows([{ length: 15, island: 'Dream' }], { manifest, session })
    expect(answers[0]?.prediction).toBe('long')
    expect(answers[0]?.probabilities?.[1]?.prob).toBeCloseTo(0.1, 6)
  })

  it('of a regression have numbers', async () => {
    const { session } = fakeSession({
      outputs: (rows, X) => ({
        variable: {
          type: 'float32',
          dims: [rows, 1],
          data: X.filter((__, index) => index % 2 === 0),
        },
      }),
    })
    const manifest = {
      ...base,
      task: 'tabular-regression',
      output: 'variable',
      targets: [{ name: 'mass', unit: 'g' }],
    } as const
    const { answers } = await runRows([{ length: 15, island: 'Dream' }], { manifest, session })
    expect(answers).toEqual([{ prediction: 15, values: [15], fromCache: false }])
  })

  it('say so when the model gives no numbers', async () => {
    const { session } = fakeSession({
      outputs: (rows, X) => ({
        ...longOrShort(rows, X),
        probabilities: { type: 'float32', dims: [rows, 2], data: Float32Array.of(NaN, 1) },
      }),
    })
    await expect(runRows([{ length: 1, island: 'Dream' }], { session })).rejects.toMatchObject({
      code: 'output-not-finite',
    })
  })
})

describe('a graph that does not fit its manifest', () => {
  it.each([
    ['another name', [{ name: 'Y', type: 'float32', dims: ['N', 2] }], /no input “X”/],
    ['more columns', [{ name: 'X', type: 'float32', dims: ['N', 5] }], /takes 5 columns/],
    [
      'another input',
      [
        { name: 'X', type: 'float32', dims: ['N', 2] },
        { name: 'Z', type: 'float32', dims: ['N', 1] },
      ],
      /wants “Z” besides/,
    ],
  ] satisfies [string, ValueInfo[], RegExp][])('is refused at once: %s', (_, inputs, problem) => {
    const { session } = fakeSession({ inputs })
    expect(() => createTabular(classifier, { session, reader: noFile })).toThrow(
      expect.objectContaining({
        code: 'export-unsupported',
        facts: expect.objectContaining({
          problem: expect.stringMatching(problem) as string,
        }) as object,
      }) as Error,
    )
  })
})

describe('text that the graph takes for numbers', () => {
  it('is refused at once, for it would come as NaN', () => {
    const { session } = fakeSession()
    const manifest = { ...classifier, steps: [] }
    expect(() => createTabular(manifest, { session, reader: noFile })).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          problem: '“island” is text, but the graph takes numbers for it',
        }) as object,
      }) as Error,
    )
  })
})

const reading: TableReading = {
  format: 'delimited',
  delimiter: ',',
  encoding: 'utf-8',
  decimal: '.',
  header: true,
  columns: [1, 0],
}

/** Gives these rows, two at a time. */
function readerOf(rows: readonly (readonly string[])[]): TableReader {
  const all = rows.map((cells, index): ReadRow => ({ line: index + 2, cells }))
  return {
    look: noFile.look,
    async read(_file, _reading, visit) {
      for (let start = 0; start < all.length; start += 2)
        await visit(all.slice(start, start + 2), (start + 2) * 10)
      return { header: ['island', 'length', 'note'] }
    },
  }
}

async function runFile(rows: readonly (readonly string[])[], context = fakeContext().context) {
  const { session, runs } = fakeSession()
  const pipeline = createTabular(classifier, { session, reader: readerOf(rows) })
  const file = new File(['0123456789'.repeat(5)], 'rows.csv')
  const result = await pipeline.run({ kind: 'file', file, reading }, context)
  if (result.kind !== 'file') throw new Error(result.kind)
  return { result, runs }
}

describe('a file of rows', () => {
  const rows = [
    ['Dream', '15', 'a'],
    ['Atlantis', '3', 'b'],
    ['Biscoe', '3', 'c'],
    ['Biscoe', '', 'd'],
    ['Biscoe', '12'],
  ]

  it('is answered row by row, and what cannot be run is listed with its line', async () => {
    const { result } = await runFile(rows)
    expect(result).toMatchObject({ rows: 5, badRows: 2, classes: ['short', 'long'] })
    expect([...result.predicted!]).toEqual([1, -1, 0, -1, 1])
    expect([...result.probabilities!.subarray(0, 4)]).toEqual([0.25, 0.75, NaN, NaN])
    expect(result.problems).toEqual([
      { line: 3, row: 1, problem: '“island”: “Atlantis” is none of Biscoe, Dream.' },
      { line: 5, row: 3, problem: '“length”: it is missing.' },
    ])
  })

  it('comes back with its own columns as they are written', async () => {
    const { result } = await runFile(rows)
    const cell = (column: number, row: number) => {
      const { text, ends } = result.columns[column]!
      return text.slice(ends[row - 1] ?? 0, ends[row])
    }
    expect(result.header).toEqual(['island', 'length', 'note'])
    expect([cell(0, 1), cell(1, 4), cell(2, 3), cell(2, 4)]).toEqual(['Atlantis', '12', 'd', ''])
  })

  it('says how far it is', async () => {
    const { context, reports } = fakeContext()
    await runFile(rows, context)
    expect(reports).toEqual([
      { index: 0, rows: 2, bytes: 20, totalBytes: 50 },
      { index: 1, rows: 4, bytes: 40, totalBytes: 50 },
      { index: 2, rows: 5, bytes: 60, totalBytes: 50 },
    ])
  })

  it('can be given up between two batches', async () => {
    const { context } = fakeContext()
    const stopped = { ...context, signal: { aborted: true } }
    await expect(runFile(rows, stopped)).rejects.toMatchObject({ code: 'aborted' })
  })
})
