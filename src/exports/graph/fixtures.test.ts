import { openAsBlob } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedFiles, sharedPath } from '../../../e2e/support/shared.ts'
import { readGraph } from './read-graph.ts'

const open = (path: string) => openAsBlob(path)
const facts = async (path: string) => readGraph(await open(sharedPath(`fixtures/${path}`)), path)

describe.skipIf(!hasShared)('models that real exporters wrote', () => {
  it.each(hasShared ? sharedFiles('fixtures').filter((path) => path.endsWith('.onnx')) : [])(
    '%s is read',
    async (path) => {
      const { outputs, weightBytes, sizeBytes } = await readGraph(await open(path), path)
      expect(outputs.length).toBeGreaterThan(0)
      expect(weightBytes).toBeLessThanOrEqual(sizeBytes)
    },
  )

  it('PyTorch: a transformer', async () => {
    const found = await facts('models/text/dummy_transformer_mlm.onnx')
    expect(found).toMatchObject({ irVersion: 7, producer: 'pytorch 1.12.1', parameters: 1_009_402 })
    expect(found.opsets).toEqual([{ domain: 'ai.onnx', version: 12 }])
    expect(found.outputs).toEqual([
      { name: 'logits', type: 'float32', dims: ['batch', 'tokens', 30522], isTensor: true },
    ])
  })

  it('ONNX Runtime: quantised, with operators of its own', async () => {
    const found = await facts('models/image-classification/mobilenetv2-12-int8.onnx')
    expect(found.parameters).toBe(3_524_064)
    expect(found.operators.slice(0, 2)).toEqual([
      { domain: 'ai.onnx', name: 'QLinearConv', count: 52 },
      { domain: 'com.microsoft', name: 'QLinearAdd', count: 11 },
    ])
  })

  it('scikit-learn: maps for probabilities', async () => {
    const found = await facts('models/tabular/ankane_randomforest.onnx')
    expect(found.outputs.map(({ type }) => type)).toEqual([
      'int64',
      'sequence(map(int64, float32))',
    ])
  })

  it('a graph whose initialisers are inputs too has one input', async () => {
    const found = await facts('models/object-detection/ultraface-RFB-320.onnx')
    expect(found.inputs.map(({ name }) => name)).toEqual(['input'])
  })
})
