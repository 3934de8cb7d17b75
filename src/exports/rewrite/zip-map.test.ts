import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../core/tensors/tensor.ts'
import type { VitrineError } from '../../protocol/errors.ts'
import { openSession } from '../../runtime/session.ts'
import { startNodeOrt } from '../../testing/node-ort.ts'
import { onnxModel, type OnnxModel, type OnnxNode } from '../../testing/onnx-writer.ts'
import { withoutZipMaps } from './zip-map.ts'

const started = await startNodeOrt()

async function run(model: Uint8Array, feeds: Record<string, Tensor>) {
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: async () => ({ path: 'model.onnx', model, external: [] }),
  })
  return session.run(feeds)
}

const zipMap: OnnxNode = {
  op: 'ZipMap',
  domain: 'ai.onnx.ml',
  inputs: ['scores'],
  outputs: ['probabilities'],
  attributes: { classlabels_strings: { strings: ['setosa', 'virginica', 'ä'] } },
}

function classifier(zip: OnnxNode = zipMap, more: Partial<OnnxModel> = {}): OnnxModel {
  return {
    opsets: { '': 17, 'ai.onnx.ml': 3 },
    inputs: [{ name: 'rows', dims: ['n', 3] }],
    outputs: [
      {
        name: 'probabilities',
        type: { sequence: { map: { tensor: 'float32' }, key: 'string' } },
      },
    ],
    nodes: [{ op: 'Softmax', inputs: ['rows'], outputs: ['scores'] }, zip],
    ...more,
  }
}

const rows: Tensor = { type: 'float32', dims: [2, 3], data: Float32Array.of(1, 2, 3, 0, 0, 0) }

describe('a graph that gives its probabilities as maps', () => {
  it('gives the tensor in their place, and its classes are known', async () => {
    const rewritten = withoutZipMaps(onnxModel(classifier()))
    expect(rewritten?.takenOut).toEqual([
      { output: 'probabilities', tensor: 'scores', classes: ['setosa', 'virginica', 'ä'] },
    ])
    const outputs = await run(rewritten!.model, { rows })
    expect(Object.keys(outputs)).toEqual(['scores'])
    expect(outputs['scores']).toMatchObject({ type: 'float32', dims: [2, 3] })
    const { data } = outputs['scores'] as { data: Float32Array }
    expect(data[5]).toBeCloseTo(1 / 3, 6)
  })

  it('has its classes also as numbers, and as many as there are', () => {
    const ints = Array.from({ length: 300 }, (_, index) => index - 1)
    const zip = { ...zipMap, attributes: { classlabels_int64s: { ints } } }
    const rewritten = withoutZipMaps(onnxModel(classifier(zip)))
    expect(rewritten?.takenOut[0]?.classes).toEqual(ints.map(String))
  })

  it('does not give a tensor twice that it gives beside the maps', async () => {
    const model = classifier()
    const outputs = [...model.outputs!, { name: 'scores', dims: ['n', 3] }]
    const rewritten = withoutZipMaps(onnxModel({ ...model, outputs }))
    expect(Object.keys(await run(rewritten!.model, { rows }))).toEqual(['scores'])
  })

  it('keeps everything else as it is', async () => {
    const weights = Float32Array.of(0, 1, 0, 0, 0, 1, 1, 0, 0)
    const model = onnxModel(
      classifier(zipMap, {
        metadata: { key: 'a value' },
        nodes: [
          { op: 'MatMul', inputs: ['rows', 'w'], outputs: ['turned'] },
          { op: 'Softmax', inputs: ['turned'], outputs: ['scores'] },
          zipMap,
        ],
        initialisers: [{ name: 'w', dims: [3, 3], raw: new Uint8Array(weights.buffer) }],
      }),
    )
    const rewritten = withoutZipMaps(model)!.model
    const { data } = (await run(rewritten, { rows }))['scores'] as { data: Float32Array }
    expect([...data.subarray(0, 3)].map((prob) => prob.toFixed(3))).toEqual([
      '0.665',
      '0.090',
      '0.245',
    ])
    expect(new TextDecoder().decode(rewritten)).toContain('a value')
  })
})

describe('any other graph', () => {
  it('is left alone', () => {
    const model = classifier({ ...zipMap, domain: 'com.example' })
    expect(withoutZipMaps(onnxModel(model))).toBeUndefined()
    expect(withoutZipMaps(new Uint8Array(0))).toBeUndefined()
  })

  it('that is cut off is called damaged, and never hangs', () => {
    const bytes = onnxModel(classifier())
    const codes = Array.from({ length: bytes.length - 1 }, (_, length) => {
      try {
        withoutZipMaps(bytes.subarray(0, length))
        return 'model-damaged'
      } catch (error) {
        return (error as VitrineError).code
      }
    })
    expect(new Set(codes)).toEqual(new Set(['model-damaged']))
  })
})
