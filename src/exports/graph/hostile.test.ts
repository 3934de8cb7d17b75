import { array, asyncProperty, check, constantFrom, integer, oneof, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VitrineError } from '../../protocol/errors.ts'
import { describeError } from '../../protocol/messages.ts'
import {
  type OnnxGraph,
  type OnnxModel,
  type OnnxTensor,
  float32s,
  onnxModel,
} from '../../testing/onnx-writer.ts'
import { readGraph } from './read-graph.ts'

/** What is wrong with it, or "nothing". */
async function problem(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    await readGraph(new Blob([bytes]), 'model.onnx')
    return 'nothing'
  } catch (error) {
    if (error instanceof VitrineError && error.code === 'model-damaged') {
      return String(error.facts['problem'])
    }
    throw error
  }
}

const weight = (tensor: OnnxTensor) =>
  problem(onnxModel({ initialisers: [{ name: 'w', ...tensor }] }))
const leaf: OnnxGraph = { nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }] }

function nested(depth: number): OnnxGraph {
  let graph = leaf
  for (let i = 0; i < depth; i++) {
    graph = { nodes: [{ op: 'If', outputs: ['y'], attributes: { then_branch: { graph } } }] }
  }
  return graph
}

describe('a tensor', () => {
  it.each<[string, OnnxTensor, string]>([
    ['claims 4 TB', { dims: [2 ** 40], raw: new Uint8Array() }, 'claims 4.4 TB, and 0 bytes are'],
    ['overflows', { dims: [2 ** 32, 2 ** 32] }, 'claims over a million TB, and 0 bytes are there'],
    ['has a negative side', { dims: [-4] }, 'the tensor “w” has a side of -4'],
    [
      'is too short',
      { dims: [4], raw: new Uint8Array(8) },
      'claims 16 bytes, and 8 bytes are there',
    ],
    ['is too long', { dims: [1], raw: new Uint8Array(8) }, 'claims 4 bytes, and 8 bytes are there'],
    ['lists too little', { dims: [3], floats: [1, 2] }, 'claims 3 elements, and 2 are there'],
    ['lacks a word', { type: 'string', dims: [2], strings: ['a'] }, 'claims 2 elements, and 1 are'],
    ['holds nothing', { dims: [] }, 'claims 4 bytes, and 0 bytes are there'],
    ['has 65 sides', { dims: Array<number>(65).fill(1) }, 'a tensor has more than 64 dimensions'],
    [
      'names another length',
      { dims: [4], external: { location: 'w', length: 99 } },
      'claims 16 bytes and names 99 bytes',
    ],
    [
      'begins before its file',
      { dims: [4], external: { location: 'w', offset: -16 } },
      'the offset of the tensor “w” is “-16”, which no file has',
    ],
    [
      'lies beyond any file',
      { dims: [4], external: { location: 'w', offset: '4611686018427387904' } },
      'is “4611686018427387904”, which no file has',
    ],
    [
      'claims in its file what no file holds',
      { dims: [2 ** 60], external: { location: 'w' } },
      'claims over a million TB',
    ],
  ])('that %s is refused', async (_, tensor, words) => {
    expect(await weight(tensor)).toContain(words)
  })

  it('of no elements needs no bytes', async () => {
    expect(await weight({ dims: [0, 2 ** 40] })).toBe('nothing')
  })

  it('has a name that cannot break the sentence', async () => {
    const name = `\u202E<b>\n${'x'.repeat(100)}`
    const words = await weight({ name, dims: [-1] })
    expect(words).toBe(`the tensor “ <b> ${'x'.repeat(34)}…” has a side of -1`)
  })
})

describe('a file', () => {
  const good: OnnxModel = {
    producer: 'someone',
    metadata: { key: 'value' },
    inputs: [{ name: 'x', dims: ['n', 4] }],
    outputs: [{ name: 'y', type: { sequence: { key: 'int64', map: { tensor: 'float32' } } } }],
    initialisers: [
      { name: 'w', dims: [4], raw: float32s([1, 2, 3, 4]) },
      { name: 'far', dims: [4], external: { location: 'w.bin', offset: 0, length: 16 } },
    ],
    ...nested(2),
    functions: [{ domain: 'own', name: 'F', nodes: leaf.nodes ?? [] }],
  }
  const bytes = onnxModel(good)

  it('that is whole is read', async () => {
    expect(await problem(bytes)).toBe('nothing')
  })

  it('that is empty, or holds no graph, or no version, says so', async () => {
    expect(await problem(new Uint8Array())).toBe('it is empty')
    expect(await problem(new Uint8Array([8, 8]))).toBe('there is no graph in it')
    expect(await problem(onnxModel({ ...good, ir: null }))).toBe('it does not say its IR version')
    expect(await problem(onnxModel({ ...good, opsets: {} }))).toContain('it names no opset')
  })

  it('that is cut off anywhere before its opsets is refused', async () => {
    const whole = onnxModel({ ...good, metadata: {}, functions: [] })
    for (let length = 0; length < whole.length; length++) {
      expect(await problem(whole.slice(0, length)), `${length} bytes`).not.toBe('nothing')
    }
  })

  it('that is cut off in its weights is called so', async () => {
    const whole = onnxModel({ initialisers: [{ dims: [1e5], raw: new Uint8Array(4e5) }] })
    expect(await problem(whole.slice(0, 2e5))).toBe('it is cut off before its end')
  })

  it('that shrank while it was read is called cut off', async () => {
    const blob = new Blob([bytes.slice(0, 50)])
    const source = { size: bytes.length, slice: blob.slice.bind(blob) }
    await expect(readGraph(source, 'model.onnx')).rejects.toMatchObject({
      facts: { path: 'model.onnx', problem: 'it is cut off before its end' },
    })
  })

  it('nested as deep as the runtime reads is read, deeper is refused', async () => {
    expect(await problem(onnxModel(nested(31)))).toBe('nothing')
    expect(await problem(onnxModel(nested(100)))).toBe('its parts are nested too deep')
    let type: object = { tensor: 'float32' }
    for (let i = 0; i < 100; i++) type = { sequence: type }
    const value = [{ name: 'x', type: type as { tensor: string } }]
    expect(await problem(onnxModel({ inputs: value }))).toBe('its parts are nested too deep')
  })

  it('of more than 200,000 nodes is refused', async () => {
    // A node without fields takes two bytes.
    const nodes = new Uint8Array(2 * 200_001).map((_, i) => (i % 2 === 0 ? 10 : 0))
    const length = [
      (nodes.length & 127) | 128,
      ((nodes.length >> 7) & 127) | 128,
      nodes.length >> 14,
    ]
    const file = Uint8Array.from([8, 8, 58, ...length, ...nodes])
    expect(await problem(file)).toBe('it has more than 200,000 nodes and tensors')
  })

  it('with a text of 5 MB is refused', async () => {
    const metadata = { key: 'x'.repeat(5_000_000) }
    expect(await problem(onnxModel({ metadata }))).toBe('its names and texts are too long')
  })

  it('of another kind is refused', async () => {
    for (const text of ['<!DOCTYPE html>', '{"error":"not found"}', 'version https://git-lfs']) {
      expect(await problem(new TextEncoder().encode(text)), text).not.toBe('nothing')
    }
  })

  it('changed at random gives facts or says that it is damaged, and nothing else', async () => {
    const seed = 20261120
    console.info(`fast-check seed of the damaged models: ${seed}`)
    const change = tuple(
      integer({ min: 0, max: bytes.length - 1 }),
      oneof(integer({ min: 0, max: 255 }), constantFrom(0, 127, 128, 255)),
    )
    const cut = oneof(constantFrom(bytes.length), integer({ min: 0, max: bytes.length }))
    const seen = new Set<string>()
    const endsWell = asyncProperty(
      array(change, { maxLength: 8 }),
      cut,
      async (changes, length) => {
        const damaged = bytes.slice(0, length)
        for (const [at, value] of changes) if (at < length) damaged[at] = value
        // `problem` throws everything that is not `model-damaged`.
        const words = await problem(damaged)
        seen.add(words)
        const facts = { path: 'model.onnx', problem: words }
        const { reason = '' } = describeError(new VitrineError('model-damaged', facts))
        return !/undefined|NaN|\[object/.test(reason) && reason.split(' ').length < 30
      },
    )
    const result = await check(endsWell, { numRuns: 10_000, seed })
    expect(result).toMatchObject({ failed: false, counterexample: null })
    expect(seen.size).toBeGreaterThan(10)
  }, 60_000)
})
