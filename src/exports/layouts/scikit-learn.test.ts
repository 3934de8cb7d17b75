import { describe, expect, it } from 'vitest'
import { memoryFolder } from '../../testing/memory-folder.ts'
import { onnxModel, type OnnxModel } from '../../testing/onnx-writer.ts'
import { readExport } from '../read-export.ts'

const maps = { sequence: { map: { tensor: 'float32' }, key: 'int64' } } as const
const forest = {
  opsets: { '': 15, 'ai.onnx.ml': 3 },
  inputs: [{ name: 'float_input', dims: ['N', 4] }],
  outputs: [
    { name: 'label', type: 'int64', dims: ['N'] },
    { name: 'probabilities', dims: ['N', 3] },
  ],
  nodes: [{ op: 'TreeEnsembleClassifier', domain: 'ai.onnx.ml' }],
} satisfies OnnxModel
const zipMap = { name: 'probabilities', type: maps }
const zipped: OnnxModel = {
  ...forest,
  outputs: [{ name: 'label', type: 'int64', dims: ['N'] }, zipMap],
  nodes: [
    ...forest.nodes,
    {
      op: 'ZipMap',
      domain: 'ai.onnx.ml',
      inputs: ['scores'],
      outputs: ['probabilities'],
      attributes: { classlabels_strings: { strings: ['setosa', 'virginica'] } },
    },
  ],
}
const folderOf = (model: OnnxModel) => memoryFolder({ 'rf.onnx': onnxModel(model) })
const read = (model: OnnxModel) => readExport(folderOf(model))

describe('a scikit-learn export', () => {
  it('of a classifier is recognised by its operators', async () => {
    await expect(read(forest)).resolves.toMatchObject({
      layout: 'scikit-learn',
      task: 'tabular-classification',
      feeding: { kind: 'matrix', input: 'float_input', type: 'float32' },
      label: 'label',
      probabilities: 'probabilities',
      reasons: [
        'classification of table rows, because the graph uses TreeEnsembleClassifier of ai.onnx.ml',
        '4 features in “float_input”',
        'classes have no names',
      ],
    })
  })

  it('with a ZipMap takes the tensor before it, with its classes, and says so', async () => {
    const manifest = await read(zipped)
    expect(manifest).toMatchObject({
      task: 'tabular-classification',
      label: 'label',
      probabilities: 'scores',
      zipMap: { tensor: 'scores', output: 'probabilities' },
      labels: ['setosa', 'virginica'],
    })
    expect(manifest.notes).toContain(
      'The graph gives its probabilities as maps; the tensor before them is used instead.',
    )
  })

  it('with nothing but maps can be used too', async () => {
    await expect(read({ ...zipped, outputs: [zipMap] })).resolves.toMatchObject({
      task: 'tabular-classification',
      probabilities: 'scores',
    })
  })

  it('on plain tensors leaves the maps out, and says how to export without', async () => {
    const manifest = await readExport(folderOf(zipped), { task: 'tensors' })
    expect(manifest).toMatchObject({ outputs: [{ name: 'label' }] })
    expect(manifest.notes).toContainEqual(expect.stringContaining('zipmap=False'))
  })

  it('that leaves open how wide a row is takes as many columns as its trees ask for', async () => {
    const inputs = [{ name: 'input', dims: ['', ''] }]
    const attributes = { nodes_featureids: { ints: [2, 0, 1, 0] } }
    const trees = {
      op: 'TreeEnsembleClassifier',
      domain: 'ai.onnx.ml',
      inputs: ['input'],
      attributes,
    }
    const manifest = await read({ ...forest, inputs, nodes: [trees] })
    expect(manifest).toMatchObject({
      features: [{ name: 'feature_0' }, { name: 'feature_1' }, { name: 'feature_2' }],
      guessed: ['features'],
    })
    expect(manifest.notes).toContain(
      'The graph does not say how many columns a row has; its trees ask for 3, and there may be more.',
    )
  })

  it('of which nobody says how wide a row is takes plain tensors, and says what is missing', async () => {
    const manifest = await read({ ...forest, inputs: [{ name: 'input', dims: ['', ''] }] })
    expect(manifest).toMatchObject({ task: 'tensors', recognised: 'tabular-classification' })
    expect(manifest.notes).toEqual([
      'The graph does not say how many columns a row has: name them in “features” of vitrine.json.',
    ])
  })

  it('of a regressor is recognised, with an input for each column', async () => {
    const model = {
      ...forest,
      inputs: ['age', 'income'].map((name) => ({ name, dims: ['N', 1] })),
      outputs: [{ name: 'variable', dims: ['N', 1] }],
      nodes: [{ op: 'LinearRegressor', domain: 'ai.onnx.ml' }],
    }
    const manifest = await read(model)
    expect(manifest).toMatchObject({
      task: 'tabular-regression',
      features: [
        { name: 'age', kind: 'number' },
        { name: 'income', kind: 'number' },
      ],
      output: 'variable',
      targets: [{ name: 'prediction' }],
    })
    expect(manifest.reasons).toContain('2 columns: age and income')
  })

  it('is not what an import of the domain alone means', async () => {
    const model = { ...forest, nodes: [{ op: 'Identity' }] }
    await expect(read(model)).resolves.toMatchObject({ layout: 'graph' })
  })
})
