import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createTensors } from '../pipelines/tensors.ts'
import type { PlainTensor } from '../protocol/tasks.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'

const fixtures = new URL('../../../shared/fixtures/models/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: models on plain tensors, because ../shared is absent')

const started = await startNodeOrt()

async function run(path: string, tensors: Record<string, PlainTensor>) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const model = readFileSync(new URL(path, fixtures))
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path, model, external: [] }),
  })
  const result = await createTensors({ session }).run(
    { tensors },
    {
      signal: { aborted: false },
      breathe: () => Promise.resolve(),
      now: () => performance.now(),
      report: () => {},
    },
  )
  return result.outputs
}

const floats = (dims: number[], data: PlainTensor['data']) => ({ type: 'float32', dims, data })

describe.skipIf(isAbsent)('a model of which nothing is known', () => {
  it('runs on text', async () => {
    const text = { type: 'string', dims: [2, 2], data: ['a', 'ü', '', '😀'] }
    const outputs = await run('edge/ankane_identity_string.onnx', { 'input:0': text })
    expect(outputs).toEqual([{ name: 'output:0', ...text, elements: 4 }])
  })

  it('runs on booleans', async () => {
    const bools = (data: boolean[]) => ({ type: 'bool', dims: [2, 2], data })
    const outputs = await run('edge/ankane_logical_and.onnx', {
      'input:0': bools([true, true, false, false]),
      'input1:0': bools([true, false, true, false]),
    })
    expect(outputs).toEqual([
      { name: 'output:0', ...bools([true, false, false, false]), elements: 4 },
    ])
  })

  it('runs with sizes that the graph leaves open', async () => {
    const [output] = await run('edge/ankane_abs_free_dimensions.onnx', {
      x: floats([1, 2, 5], [-1, -2, -3, 'NaN', '-Infinity', 5, -6, 7, -8, 9]),
    })
    expect(output).toMatchObject({
      dims: [1, 2, 5],
      data: [1, 2, 3, 'NaN', 'Infinity', 5, 6, 7, 8, 9],
    })
    expect(output?.statistics).toMatchObject({ min: 1, max: 9, notFinite: 2 })
  })

  it('runs without its probabilities where those are maps', async () => {
    const outputs = await run('tabular/ankane_logreg_iris.onnx', {
      float_input: floats([3, 2], [5.1, 3.5, 6, 2.2, 7.7, 3]),
    })
    expect(outputs).toMatchObject([{ name: 'label', type: 'int64', dims: [3] }])
  })

  it('says what does not fit before the runtime sees it', async () => {
    const running = run('tabular/ankane_logreg_iris.onnx', { float_input: floats([1, 2], [1, 2]) })
    await expect(running).rejects.toMatchObject({
      code: 'tensor-invalid',
      facts: { problem: 'Its shape is 1 × 2; the model wants 3 × 2' },
    })
  })

  it('takes sizes that scikit-learn’s exporter leaves open without a name', async () => {
    const outputs = await run('tabular/sklearn-onnx_treecl2.onnx', {
      input: floats(
        [1, 32],
        Array.from({ length: 32 }, (_, i) => i),
      ),
    })
    expect(outputs.map(({ name }) => name)).toEqual(['label_2', 'proba_2'])
  })
})
