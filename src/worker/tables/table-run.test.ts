import { describe, expect, it } from 'vitest'
import { createTabular } from '../../pipelines/tabular.ts'
import type { RunContext } from '../../pipelines/ports.ts'
import type { TabularClassificationManifest } from '../../protocol/table-manifests.ts'
import type { TableProgress, TextColumn } from '../../protocol/table-tasks.ts'
import { openSession } from '../../runtime/session.ts'
import { startNodeOrt } from '../../testing/node-ort.ts'
import { float32s, onnxModel } from '../../testing/onnx-writer.ts'
import { tableFile } from '../../testing/table-files.ts'
import { createTableReader } from './table-reader.ts'

/** Logistic regression of two classes over a number and a choice. */
const model = onnxModel({
  inputs: [{ name: 'X', dims: ['N', 3] }],
  outputs: [
    { name: 'label', type: 'int64', dims: ['N'] },
    { name: 'probabilities', dims: ['N', 2] },
  ],
  nodes: [
    { op: 'MatMul', inputs: ['X', 'w'], outputs: ['score'] },
    { op: 'Softmax', inputs: ['score'], outputs: ['probabilities'] },
    {
      op: 'ArgMax',
      inputs: ['score'],
      outputs: ['label'],
      attributes: { axis: { int: 1 }, keepdims: { int: 0 } },
    },
  ],
  initialisers: [{ name: 'w', dims: [3, 2], raw: float32s([0.3, -0.3, 1, -1, -2, 2]) }],
})

const manifest: TabularClassificationManifest = {
  id: 'birds',
  title: 'Birds',
  description: '',
  layout: 'scikit-learn',
  reasons: [],
  base: 'models/birds/',
  files: [],
  model: 'model.onnx',
  task: 'tabular-classification',
  features: [
    { name: 'bill length', kind: 'number' },
    { name: 'island', kind: 'choice', choices: ['Biscoe', 'Dream'] },
  ],
  feeding: { kind: 'matrix', input: 'X', type: 'float32' },
  steps: [
    { kind: 'scale', feature: 'bill length', mean: 44, scale: 5.5 },
    { kind: 'one-hot', feature: 'island', choices: ['Biscoe', 'Dream'] },
  ],
  examples: [],
  label: 'label',
  probabilities: 'probabilities',
  labels: ['Adelie', 'Gentoo'],
}

const started = await startNodeOrt()
const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
const session = await openSession(started, choice, {
  requested: 'wasm',
  filesFor: () => Promise.resolve({ path: 'model.onnx', model, external: [] }),
})

function fakeContext(): RunContext<TableProgress> {
  return {
    signal: { aborted: false },
    breathe: () => Promise.resolve(),
    now: () => performance.now(),
    report: () => {},
  }
}

const cell = ({ text, ends }: TextColumn, row: number) => text.slice(ends[row - 1] ?? 0, ends[row])

describe('a file of rows', () => {
  const given = Array.from({ length: 5000 }, (_, row) => ({
    'bill length': Math.round(Math.sin(row) * 100 + 400) / 10,
    island: row % 3 === 0 ? 'Biscoe' : 'Dream',
  }))
  const lines = given.map((row) => `${row.island};${String(row['bill length']).replace('.', ',')}`)
  lines[17] = 'Dream;about 40'
  lines[4711] = 'Dream;40;2;1'
  const text = `island;bill_length\r\n${lines.join('\r\n')}\r\n`

  it('is answered as its rows are one by one, through whatever pieces it is read in', async () => {
    const reader = createTableReader({ pieceBytes: 3001 })
    const pipeline = createTabular(manifest, { session, reader })
    const look = await pipeline.run({ kind: 'look', file: tableFile(text) }, fakeContext())
    if (look.kind !== 'look') throw new Error(look.kind)
    expect(look.reading).toMatchObject({ columns: [1, 0], decimal: ',', delimiter: ';' })
    const { reading } = look
    const result = await pipeline.run(
      { kind: 'file', file: tableFile(text), reading },
      fakeContext(),
    )
    const single = await pipeline.run({ kind: 'rows', rows: given }, fakeContext())
    if (result.kind !== 'file' || single.kind !== 'rows') throw new Error(result.kind)

    expect(result).toMatchObject({ rows: 5000, badRows: 2, header: ['island', 'bill_length'] })
    expect(result.problems).toEqual([
      { line: 19, row: 17, problem: '“bill length”: “about 40” is no number.' },
      { line: 4713, row: 4711, problem: 'It has 4 cells, but there are 2 columns.' },
    ])
    for (const [row, answer] of single.answers.entries()) {
      const isBad = row === 17 || row === 4711
      const index = result.predicted![row]!
      expect(result.classes[index]).toBe(isBad ? undefined : answer.prediction)
      const pair = [...result.probabilities!.subarray(row * 2, row * 2 + 2)]
      const probabilities = answer.probabilities!.map(({ prob }) => prob)
      expect(pair.sort((a, b) => b - a)).toEqual(isBad ? [NaN, NaN] : probabilities)
    }
    expect(cell(result.columns[1]!, 17)).toBe('about 40')
    expect(cell(result.columns[0]!, 4999)).toBe('Dream')
  })

  it('without a single good row still comes back, with its problems', async () => {
    const pipeline = createTabular(manifest, { session, reader: createTableReader() })
    const file = tableFile('island,bill length\nDream,x\nMars,4\n')
    const look = await pipeline.run({ kind: 'look', file }, fakeContext())
    if (look.kind !== 'look') throw new Error(look.kind)
    const result = await pipeline.run({ kind: 'file', file, reading: look.reading }, fakeContext())
    expect(result).toMatchObject({ rows: 2, badRows: 2, predicted: Int32Array.of(-1, -1) })
  })
})
