import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../../core/formats/byte-source.ts'
import { type OnnxModel, float32s, int64s, onnxModel } from '../../testing/onnx-writer.ts'
import { readGraph } from './read-graph.ts'

const read = (model: OnnxModel) => readGraph(new Blob([onnxModel(model)]), 'model.onnx')

const y = { name: 'y', dims: [1] }
const w = { name: 'w', dims: [2, 2], raw: float32s([1, 2, 3, 4]) }

describe('the facts of a model', () => {
  it('who made it, for what, and what was noted', async () => {
    const model = {
      ir: 10,
      opsets: { '': 21, 'com.microsoft': 1 },
      producer: 'pytorch',
      producerVersion: '2.4.0',
      description: 'A test',
      name: 'main_graph',
      metadata: { task: 'detect', names: "{0: 'cat'}" },
    }
    expect(await read(model)).toMatchObject({
      sizeBytes: onnxModel(model).length,
      irVersion: 10,
      opsets: [
        { domain: 'ai.onnx', version: 21 },
        { domain: 'com.microsoft', version: 1 },
      ],
      producer: 'pytorch 2.4.0',
      description: 'A test',
      name: 'main_graph',
      metadata: [
        ['task', 'detect'],
        ['names', "{0: 'cat'}"],
      ],
    })
  })

  it('inputs and outputs, with symbolic, unknown and fixed sizes', async () => {
    const { inputs, outputs } = await read({
      inputs: [
        { name: 'pixels', dims: ['batch', 3, '', -1, 0] },
        { name: 'flag', type: 'bool', dims: [] },
        { name: 'anything', type: 'string' },
      ],
      outputs: [{ name: 'y', type: 'bfloat16', dims: [1] }],
    })
    expect(inputs).toEqual([
      { name: 'pixels', type: 'float32', dims: ['batch', 3, '?', '?', 0], isTensor: true },
      { name: 'flag', type: 'bool', dims: [], isTensor: true },
      { name: 'anything', type: 'string', dims: ['…'], isTensor: true },
    ])
    expect(outputs).toEqual([{ name: 'y', type: 'bfloat16', dims: [1], isTensor: true }])
  })

  it('what is no tensor, in words', async () => {
    const tensor = { tensor: 'float32', dims: [1] } as const
    const types = [
      { sequence: { key: 'int64', map: tensor } },
      { optional: { sequence: tensor } },
      { map: tensor, key: 'string' },
      { sparse: 'float64', dims: [4] },
      { tensor: 99 },
    ]
    const { outputs } = await read({ outputs: types.map((type, i) => ({ name: `${i}`, type })) })
    expect(outputs.map(({ type }) => type)).toEqual([
      'sequence(map(int64, float32))',
      'optional(sequence(float32))',
      'map(string, float32)',
      'sparse(float64)',
      'type 99',
    ])
    expect(outputs.map(({ isTensor }) => isTensor)).toEqual([false, false, false, false, true])
  })

  it('inputs that have a value already are left out', async () => {
    const { inputs } = await read({
      inputs: [
        { name: 'x', dims: [1] },
        { name: 'w', dims: [2, 2] },
      ],
      initialisers: [w],
    })
    expect(inputs.map(({ name }) => name)).toEqual(['x'])
  })

  it('weights, with their bytes and where they lie', async () => {
    const facts = await read({
      initialisers: [
        w,
        { name: 'half', type: 'int4', dims: [3], raw: new Uint8Array(2) },
        { name: 'listed', dims: [2], floats: [1, 2] },
        { name: 'words', type: 'string', dims: [2], strings: ['cat', 'dog'] },
        { name: 'mask', type: 'bool', dims: [2], raw: new Uint8Array(2) },
        { name: 'far', dims: [100], external: { location: 'w.bin', offset: 4096, length: 400 } },
        { name: 'near', dims: [], external: { location: 'w.bin' } },
      ],
    })
    expect(facts.initialisers).toEqual([
      { name: 'w', type: 'float32', dims: [2, 2], bytes: 16 },
      { name: 'half', type: 'int4', dims: [3], bytes: 2 },
      { name: 'listed', type: 'float32', dims: [2], bytes: 8 },
      { name: 'words', type: 'string', dims: [2], bytes: 6 },
      { name: 'mask', type: 'bool', dims: [2], bytes: 2 },
      { name: 'far', type: 'float32', dims: [100], bytes: 400, location: 'w.bin' },
      { name: 'near', type: 'float32', dims: [], bytes: 4, location: 'w.bin' },
    ])
    expect(facts.external).toEqual([{ location: 'w.bin', endBytes: 4496 }])
    expect(facts.weightBytes).toBe(438)
    expect(facts.parameters).toBe(4 + 3 + 2 + 100 + 1)
  })

  it('sparse weights: what they hold, and the shape that they stand for', async () => {
    const values = { name: 's', dims: [2], raw: float32s([1, 2]) }
    const indices = { type: 'int64', dims: [2], raw: int64s([0, 99]) }
    const facts = await read({ sparse: [{ values, indices, dims: [100] }] })
    expect(facts.initialisers).toEqual([{ name: 's', type: 'float32', dims: [100], bytes: 24 }])
    expect(facts.parameters).toBe(2)
  })

  it('large constants are weights, small ones are not', async () => {
    const constant = (output: string, length: number) => ({
      op: 'Constant',
      outputs: [output],
      attributes: { value: { tensor: { dims: [length], raw: new Uint8Array(4 * length) } } },
    })
    const facts = await read({ nodes: [constant('axes', 2), constant('kernel', 500)] })
    expect(facts.initialisers).toEqual([
      { name: 'kernel', type: 'float32', dims: [500], bytes: 2000 },
    ])
  })

  it('data outside the file are found in attributes too', async () => {
    const value = { tensor: { dims: [2], external: { location: '../x', offset: 8 } } }
    const facts = await read({ nodes: [{ op: 'Any', outputs: ['y'], attributes: { value } }] })
    expect(facts.external).toEqual([{ location: '../x', endBytes: 16 }])
  })

  it('operators are counted in the graph, in the graphs inside it and in functions', async () => {
    const relu = { op: 'Relu', inputs: ['x'], outputs: ['y'] }
    const inner = { graph: { nodes: [relu, relu], outputs: [y], initialisers: [w] } }
    const attributes = { then_branch: inner, else_branch: inner }
    const facts = await read({
      nodes: [{ op: 'If', inputs: ['c'], outputs: ['y'], attributes }, relu],
      functions: [{ domain: 'own', name: 'F', nodes: [relu, { op: 'G', domain: 'own' }] }],
    })
    expect(facts.operators).toEqual([
      { domain: 'ai.onnx', name: 'Relu', count: 6 },
      { domain: 'ai.onnx', name: 'If', count: 1 },
      { domain: 'own', name: 'G', count: 1 },
    ])
    expect(facts.functions).toEqual(['own/F'])
    expect(facts.parameters).toBe(8)
  })
})

describe('reading', () => {
  /** Counts what is read of it. */
  function counted(bytes: Uint8Array<ArrayBuffer>): ByteSource & { readonly readBytes: number } {
    const blob = new Blob([bytes])
    let readBytes = 0
    return {
      size: blob.size,
      slice(start = 0, end = blob.size) {
        readBytes += end - start
        return blob.slice(start, end)
      },
      get readBytes() {
        return readBytes
      },
    }
  }

  it('steps over the weights: of 40 MB, 44 kB are read', async () => {
    const raw = new Uint8Array(4_000_000)
    const source = counted(
      onnxModel({
        outputs: [y],
        initialisers: Array.from({ length: 10 }, (_, i) => ({ name: `${i}`, dims: [1e6], raw })),
      }),
    )
    const { weightBytes, outputs } = await readGraph(source, 'model.onnx')
    expect(weightBytes).toBe(40_000_000)
    expect(outputs).toHaveLength(1)
    // Eight kilobytes at first, four after each tensor but the last, behind which the file ends.
    expect(source.readBytes).toBe(8192 + 9 * 4096 + 21)
  })

  it('reads a graph of many nodes once, and little more', async () => {
    const nodes = Array.from({ length: 20_000 }, (_, i) => ({
      op: 'Neg',
      inputs: [`t${i}`],
      outputs: [`t${i + 1}`],
    }))
    const source = counted(onnxModel({ nodes, outputs: [y] }))
    const { operators } = await readGraph(source, 'model.onnx')
    expect(operators).toEqual([{ domain: 'ai.onnx', name: 'Neg', count: 20_000 }])
    expect(source.readBytes).toBeLessThan(1.001 * source.size)
  })

  it('lets through what the file itself says when it cannot be read', async () => {
    const gone = new DOMException('changed on disk', 'NotReadableError')
    const source = { size: 100, slice: () => ({ arrayBuffer: () => Promise.reject(gone) }) }
    await expect(readGraph(source, 'model.onnx')).rejects.toBe(gone)
  })
})
