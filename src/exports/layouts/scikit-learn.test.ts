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
  nodes: [...forest.nodes, { op: 'ZipMap', domain: 'ai.onnx.ml' }],
}
const read = (model: OnnxModel) => readExport(memoryFolder({ 'rf.onnx': onnxModel(model) }))

describe('a scikit-learn export', () => {
  it('of a classifier is recognised by its operators', async () => {
    await expect(read(forest)).resolves.toMatchObject({
      layout: 'scikit-learn',
      task: 'tensors',
      recognised: 'tabular-classification',
      outputs: [{ name: 'label' }, { name: 'probabilities' }],
      reasons: [
        'classification of table rows, because the graph uses TreeEnsembleClassifier of ai.onnx.ml',
        '4 features in “float_input”',
      ],
    })
  })

  it('with a ZipMap leaves the maps out, and says how to export without', async () => {
    const manifest = await read(zipped)
    expect(manifest).toMatchObject({ outputs: [{ name: 'label' }] })
    expect(manifest.notes).toContainEqual(expect.stringContaining('zipmap=False'))
  })

  it('that leaves open how wide a row is says where to set it', async () => {
    const manifest = await read({ ...forest, inputs: [{ name: 'input', dims: ['', ''] }] })
    expect(manifest.notes).toEqual([
      'The graph does not say how many columns a row has: set the last size of “input” to it before you run the model.',
    ])
    expect((await read(forest)).notes).toBeUndefined()
  })

  it('with nothing but maps says why it cannot run', async () => {
    await expect(read({ ...zipped, outputs: [zipMap] })).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { remedy: expect.stringContaining('zipmap=False') },
    })
  })

  it('of a regressor is recognised, with an input for each column', async () => {
    const model = {
      ...forest,
      inputs: ['age', 'income'].map((name) => ({ name, dims: ['N', 1] })),
      outputs: [{ name: 'variable', dims: ['N', 1] }],
      nodes: [{ op: 'LinearRegressor', domain: 'ai.onnx.ml' }],
    }
    const manifest = await read(model)
    expect(manifest).toMatchObject({ recognised: 'tabular-regression' })
    expect(manifest.reasons).toContain('2 columns: age and income')
  })

  it('is not what an import of the domain alone means', async () => {
    const model = { ...forest, nodes: [{ op: 'Identity' }] }
    await expect(read(model)).resolves.toMatchObject({ layout: 'graph' })
  })
})
