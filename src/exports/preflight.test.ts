import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import { type OnnxModel, float32s, onnxModel } from '../testing/onnx-writer.ts'
import { checkDataFiles } from './data-files.ts'
import { notesOf } from './graph-notes.ts'
import { readGraph } from './graph/read-graph.ts'
import { preflight, type Room } from './preflight.ts'

const x = { name: 'x', dims: [1, 4] }
const y = { name: 'y', dims: [1, 4] }
const good: OnnxModel = {
  inputs: [x],
  outputs: [y],
  nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
  initialisers: [{ name: 'w', dims: [4], raw: float32s([1, 2, 3, 4]) }],
}

const factsOf = (model: OnnxModel) => readGraph(new Blob([onnxModel(model)]), 'model.onnx')

/** The sentence that a person reads, or "runs". */
async function verdict(model: OnnxModel, room?: Room): Promise<string> {
  try {
    preflight(await factsOf(model), room)
    return 'runs'
  } catch (error) {
    if (error instanceof VitrineError) return `${error.code}: ${sentenceOf(error)}`
    throw error
  }
}

const outside = (location: string, dims = [4]): OnnxModel => ({
  ...good,
  initialisers: [{ name: 'w', dims, external: { location } }],
})

describe('before a model reaches the runtime', () => {
  it('an ordinary one passes', async () => {
    expect(await verdict(good)).toBe('runs')
  })

  it('a name that the runtime would cut off is refused', async () => {
    const cut = { ...good, inputs: [{ ...x, name: 'x\0y' }] }
    expect(await verdict(cut)).toContain(
      'export-unsupported: This export cannot run here. The name',
    )
  })

  it.each<[string, OnnxModel, string]>([
    ['IR 14', { ...good, ir: 14 }, 'made for IR version 14; this runtime reads up to 13'],
    ['opset 99', { ...good, opsets: { '': 99 } }, 'made for opset 99; this runtime reads up to 26'],
    [
      'a domain that is too new',
      { ...good, opsets: { '': 17, 'ai.onnx.ml': 6 } },
      'made for opset 6 of “ai.onnx.ml”; this runtime reads up to 5',
    ],
  ])('%s is too new', async (_, model, words) => {
    expect(await verdict(model)).toMatch(/^model-too-new/)
    expect(await verdict(model)).toContain(words)
  })

  it('an operator of an unknown domain is named', async () => {
    const node = { op: 'Foo', domain: 'com.example', inputs: ['x'], outputs: ['y'] }
    const model = { ...good, opsets: { '': 17, 'com.example': 1 }, nodes: [node] }
    expect(await verdict(model)).toMatch(/^operator-unavailable: .* “Foo” of “com.example”\./)
    const many = ['A', 'B', 'C', 'D'].map((op) => ({ ...node, op }))
    expect(await verdict({ ...model, nodes: many })).toContain('“A”, “B” and 2 more of')
  })

  it('unless the model defines it itself', async () => {
    const own = { domain: 'com.example', name: 'Twice', inputs: ['a'], outputs: ['b'] }
    const node = { op: 'Twice', domain: 'com.example', inputs: ['x'], outputs: ['y'] }
    const body = [{ op: 'Add', inputs: ['a', 'a'], outputs: ['b'] }]
    const model = { ...good, nodes: [node], functions: [{ ...own, nodes: body }] }
    expect(await verdict(model)).toBe('runs')
  })

  it('an operator inside a branch and inside a function counts too', async () => {
    const foreign = { op: 'Foo', domain: 'com.example', inputs: ['x'], outputs: ['z'] }
    const branch = { graph: { nodes: [foreign], outputs: [{ name: 'z' }] } }
    const attributes = { then_branch: branch, else_branch: branch }
    const choice = { op: 'If', inputs: ['c'], outputs: ['y'], attributes }
    expect(await verdict({ ...good, nodes: [choice] })).toMatch(/^operator-unavailable/)
    const body = { domain: 'own', name: 'F', nodes: [foreign] }
    expect(await verdict({ ...good, functions: [body] })).toMatch(/^operator-unavailable/)
  })

  it.each(['bfloat16', 'float8e4m3fn', 'complex64', 'int2'])(
    'an input or output of %s is refused by its name',
    async (type) => {
      const text = `is ${type}.`
      expect(await verdict({ ...good, inputs: [{ ...x, type }] })).toContain(`input “x” ${text}`)
      expect(await verdict({ ...good, outputs: [{ ...y, type }] })).toContain(`output “y” ${text}`)
    },
  )

  it('weights may be bfloat16, but not complex', async () => {
    const w = (type: string, raw: Uint8Array) => ({
      ...good,
      initialisers: [{ name: 'w', type, dims: [4], raw }],
    })
    expect(await verdict(w('bfloat16', new Uint8Array(8)))).toBe('runs')
    expect(await verdict(w('complex64', new Uint8Array(32)))).toContain('“w” is complex64')
    expect(await verdict(good)).toBe('runs')
  })

  it('a sequence cannot be given, an optional tensor can', async () => {
    const sequence = { sequence: { tensor: 'float32' } }
    const given = (type: object) => ({ ...good, inputs: [{ name: 'x', type: type as never }] })
    expect(await verdict(given(sequence))).toContain('“x” is sequence(float32)')
    expect(await verdict(given({ optional: { tensor: 'float32' } }))).toBe('runs')
    expect(await verdict(given({ optional: sequence }))).toMatch(/^type-unavailable/)
  })

  it('a model whose maps can be taken out runs', async () => {
    const type = { sequence: { key: 'int64', map: { tensor: 'float32' } } }
    const zipMap = { op: 'ZipMap', domain: 'ai.onnx.ml', inputs: ['x'], outputs: ['p'] }
    const model = { ...good, nodes: [zipMap], outputs: [{ name: 'p', type }] }
    expect(await verdict(model)).toBe('runs')
    expect(notesOf(await factsOf(model))).toEqual([
      'Its probabilities are maps (ZipMap); tables are shown the tensor before them.',
    ])
  })

  it('a model that gives other maps alone is told how to be exported', async () => {
    const type = { sequence: { key: 'int64', map: { tensor: 'float32' } } }
    const zipMap = { op: 'ZipMap', domain: 'ai.onnx.ml', inputs: ['x'], outputs: ['q'] }
    const model = { ...good, nodes: [zipMap], outputs: [{ name: 'p', type }] }
    expect(await verdict(model)).toMatch(/^export-unsupported: .*zipmap=False/)
    const withLabel = { ...model, outputs: [y, { name: 'p', type }] }
    expect(await verdict(withLabel)).toBe('runs')
    expect(notesOf(await factsOf(withLabel))).toEqual([expect.stringContaining('zipmap=False')])
  })

  it('a model without outputs is refused', async () => {
    expect(await verdict({ ...good, outputs: [] })).toMatch(/^export-unsupported: .*no outputs/)
  })

  it('a model that does not fit says how much is missing', async () => {
    const big = outside('w.bin', [650_000_000])
    expect(await verdict(big)).toBe('runs')
    expect(await verdict(big, { memoryBytes: 8e9 })).toBe('runs')
    const words = 'too big for this device. It needs about 2.6 GB; this device offers 1 GB.'
    expect(await verdict(big, { memoryBytes: 1e9 })).toContain(
      `model-too-big: The model is ${words}`,
    )
    expect(await verdict(outside('w.bin', [2 ** 40]))).toMatch(/4\.4 TB; a web page can use 4 GB/)
  })

  it.each(['../../etc/passwd', '/dev/random', 'https://evil.example/w', '', '*/_ORT_MEM_ADDR_/*'])(
    'data in “%s” are refused',
    async (location) => {
      expect(await verdict(outside(location))).toMatch(/^path-refused/)
    },
  )
})

describe('the data files beside a model', () => {
  const check = async (sizes: Record<string, number | null>) =>
    checkDataFiles(await factsOf(outside('./w.bin')), 'onnx/model.onnx', (path) => sizes[path])

  it('lie beside it, under the name by which the runtime asks', async () => {
    const files = [{ path: 'onnx/w.bin', location: './w.bin', endBytes: 16 }]
    expect(await check({ 'onnx/w.bin': 16 })).toEqual(files)
    expect(await check({ 'onnx/w.bin': null })).toEqual(files)
  })

  it('are missed by name', async () => {
    const facts = { path: 'onnx/w.bin' }
    await expect(check({ 'w.bin': 16 })).rejects.toMatchObject({ code: 'export-incomplete', facts })
  })

  it('must be as long as the model reads', async () => {
    const problem = 'it has 15 bytes, and the model reads 16 bytes of it'
    await expect(check({ 'onnx/w.bin': 15 })).rejects.toMatchObject({
      code: 'model-damaged',
      facts: { path: 'onnx/w.bin', problem },
    })
  })
})

describe('notes', () => {
  it('an ordinary model needs none', async () => {
    expect(notesOf(await factsOf(good))).toEqual([])
  })

  it('weights of 4 bits, a graph that computes nothing and an old opset are worth one', async () => {
    const node = { op: 'MatMulNBits', domain: 'com.microsoft', inputs: ['x'], outputs: ['y'] }
    expect(notesOf(await factsOf({ ...good, nodes: [node] }))).toEqual([
      expect.stringContaining('slow without'),
    ])
    expect(notesOf(await factsOf({ ...good, nodes: [] }))).toEqual([
      expect.stringContaining('computes nothing'),
    ])
    expect(notesOf(await factsOf({ ...good, opsets: { '': 5 } }))).toEqual([
      expect.stringContaining('opset 5'),
    ])
  })
})
