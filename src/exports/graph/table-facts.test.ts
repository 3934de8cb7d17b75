import { describe, expect, it } from 'vitest'
import { onnxModel, type OnnxNode, type OnnxValue } from '../../testing/onnx-writer.ts'
import { readGraph } from './read-graph.ts'

const ml = 'ai.onnx.ml'

async function facts(nodes: readonly OnnxNode[], inputs: readonly OnnxValue[] = [{ name: 'x' }]) {
  const model = onnxModel({ inputs, outputs: [{ name: 'y' }], nodes, opsets: { '': 15, [ml]: 3 } })
  return (await readGraph(new Blob([model]), 'model.onnx')).table
}

const trees = (from: string, attributes: OnnxNode['attributes'] = {}): OnnxNode => ({
  op: 'TreeEnsembleClassifier',
  domain: ml,
  inputs: [from],
  outputs: ['label', 'scores'],
  attributes: { nodes_featureids: { ints: [3, 0, 7, 0] }, ...attributes },
})
const texts = (...names: readonly string[]) =>
  names.map((name) => ({ name, type: 'string', dims: ['n', 1] }))
const encoder = (from: string, ...choices: readonly string[]): OnnxNode => ({
  op: 'OneHotEncoder',
  domain: ml,
  inputs: [from],
  outputs: [`${from}.encoded`],
  attributes: { cats_strings: { strings: choices } },
})

describe('what a graph says of a table', () => {
  it('is nothing where no operator is of one', async () => {
    expect(await facts([{ op: 'Cast', inputs: ['x'], outputs: ['y'] }])).toBeUndefined()
    // Its name alone does not make it one.
    expect(await facts([{ ...trees('x'), domain: 'com.example' }])).toBeUndefined()
  })

  it('are the columns that trees ask for, their classes, and the tensor before a ZipMap', async () => {
    const zipMap = { op: 'ZipMap', domain: ml, inputs: ['scores'], outputs: ['y'] }
    const strings = { classlabels_strings: { strings: ['no', 'yes'] } }
    const ints = { classlabels_int64s: { ints: [-1, 5] } }
    expect(await facts([trees('x', ints), { ...zipMap, attributes: strings }])).toEqual({
      classes: ['-1', '5'],
      zipMaps: [{ tensor: 'scores', output: 'y', classes: ['no', 'yes'] }],
      inputs: [{ name: 'x', atLeast: 8 }],
    })
  })

  it('goes through what changes no column, and stops where one does', async () => {
    const scaler = {
      op: 'Scaler',
      domain: ml,
      inputs: ['x'],
      outputs: ['scaled'],
      attributes: { offset: { floats: [1, 2, 3] }, scale: { floats: [1, 1, 1] } },
    }
    const cast = { op: 'Cast', inputs: ['scaled'], outputs: ['cast'] }
    expect((await facts([scaler, cast, trees('cast')]))?.inputs).toEqual([
      { name: 'x', columns: 3, atLeast: 8 },
    ])
    const other = { op: 'MatMul', inputs: ['scaled', 'w'], outputs: ['cast'] }
    expect((await facts([scaler, other, trees('cast')]))?.inputs).toEqual([
      { name: 'x', columns: 3 },
    ])
  })

  it('says what may be missing: what is filled in, and what trees have a way for', async () => {
    const join = { op: 'Concat', inputs: ['a', 'b'], outputs: ['joined'] }
    const fill = { op: 'Imputer', domain: ml, inputs: ['joined'], outputs: ['filled'] }
    const columns = ['a', 'b', 'c'].map((name) => ({ name, dims: ['n', 1] }))
    expect((await facts([join, fill], columns))?.inputs).toEqual([
      { name: 'a', mayBeMissing: true },
      { name: 'b', mayBeMissing: true },
      { name: 'c' },
    ])
    const tracks = { nodes_missing_value_tracks_true: { ints: [0, 1, 0] } }
    expect((await facts([trees('x', tracks)]))?.inputs).toMatchObject([{ mayBeMissing: true }])
    const none = { nodes_missing_value_tracks_true: { ints: [0, 0] } }
    expect((await facts([trees('x', none)]))?.inputs).toEqual([{ name: 'x', atLeast: 8 }])
  })

  it('has the choices of texts, also where they were joined and picked out one by one', async () => {
    expect((await facts([encoder('sex', 'f', 'm')], texts('sex', 'town')))?.inputs).toEqual([
      { name: 'sex', choices: ['f', 'm'] },
      { name: 'town' },
    ])
    const join = { op: 'Concat', inputs: ['town', 'sex'], outputs: ['joined'] }
    const pick = (output: string) => ({
      op: 'ArrayFeatureExtractor',
      domain: ml,
      inputs: ['joined', `${output}.index`],
      outputs: [output],
    })
    const both = [join, pick('first'), encoder('first', 'Bern', 'Ulm'), pick('second')]
    const whole = [...both, encoder('second', 'f', 'm')]
    expect((await facts(whole, texts('sex', 'town')))?.inputs).toEqual([
      { name: 'sex', choices: ['f', 'm'] },
      { name: 'town', choices: ['Bern', 'Ulm'] },
    ])
    // One of two could be either.
    expect((await facts(both, texts('sex', 'town')))?.inputs).toEqual([
      { name: 'sex' },
      { name: 'town' },
    ])
  })
})
