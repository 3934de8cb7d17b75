import * as ort from 'onnxruntime-web/wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '../protocol/messages.ts'
import { onnxModel, type OnnxModel } from '../testing/onnx-writer.ts'
import { loadError, runError } from './errors.ts'

const x = { name: 'x', dims: [4] }
const y = { name: 'y', dims: [4] }
const identity = { op: 'Identity', inputs: ['x'], outputs: ['y'] }
const plain: OnnxModel = { inputs: [x], outputs: [y], nodes: [identity] }

beforeAll(() => {
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'fatal'
})

/** What the runtime itself says of these bytes, under our name. */
async function refusalOf(bytes: Uint8Array) {
  try {
    await ort.InferenceSession.create(bytes)
  } catch (cause) {
    return loadError(cause, 'model.onnx')
  }
  throw new Error('it loaded')
}

describe('what the runtime refuses', () => {
  it.each<[string, Uint8Array, string, object]>([
    [
      'a format that is newer than it',
      onnxModel({ ...plain, ir: 99 }),
      'model-too-new',
      { found: 'IR version 99', limit: 'IR version 13' },
    ],
    [
      'operators that are newer than it',
      onnxModel({ ...plain, opsets: { '': 99 } }),
      'model-too-new',
      { found: 'opset 99 of ai.onnx', limit: 'opset 26' },
    ],
    [
      'an operator of somebody else',
      onnxModel({
        ...plain,
        opsets: { '': 17, 'my.own': 1 },
        nodes: [{ ...identity, op: 'Foo', domain: 'my.own' }],
      }),
      'operator-unavailable',
      { operator: '“Foo”', domain: '“my.own”' },
    ],
    [
      'an operator that does not exist',
      onnxModel({ ...plain, nodes: [{ ...identity, op: 'Relux' }] }),
      'operator-unavailable',
      { operator: '“Relux”' },
    ],
    [
      'a domain that is not declared',
      onnxModel({ ...plain, nodes: [{ ...identity, domain: 'my.own' }] }),
      'operator-unavailable',
      { domain: '“my.own”, which it does not declare' },
    ],
    [
      'bfloat16',
      onnxModel({
        ...plain,
        ir: 10,
        opsets: { '': 21 },
        inputs: [{ ...x, type: 'bfloat16' }],
        outputs: [{ ...y, type: 'bfloat16' }],
      }),
      'type-unavailable',
      { type: 'bfloat16' },
    ],
    ['half a file', onnxModel(plain).subarray(0, 40), 'model-damaged', { path: 'model.onnx' }],
    [
      'weights that are not there',
      onnxModel({
        ...plain,
        nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
        initialisers: [{ name: 'w', dims: [4], external: { location: 'w.bin' } }],
      }),
      'export-incomplete',
      { path: 'w.bin' },
    ],
    [
      'a graph that defines a value twice',
      onnxModel({ ...plain, nodes: [identity, { ...identity }] }),
      'model-damaged',
      { problem: 'its graph contradicts itself' },
    ],
    [
      'what has no code of its own',
      onnxModel({
        ...plain,
        nodes: [{ ...identity, op: 'Cast', attributes: { to: { string: 'float' } } }],
      }),
      'model-rejected',
      {},
    ],
    [
      'an operator whose name is damaged',
      onnxModel({ ...plain, nodes: [{ ...identity, op: 'Re\nl-u' }] }),
      'operator-unavailable',
      { operator: '“Re\nl-u”' },
    ],
    [
      'an attribute that is not known',
      onnxModel({ ...plain, nodes: [{ ...identity, attributes: { odd: { int: 1 } } }] }),
      'model-rejected',
      { problem: 'Its operator “Identity” has an attribute “odd”, which is not known' },
    ],
  ])('is named: %s', async (_, bytes, code, facts) => {
    const error = await refusalOf(bytes)
    expect(error).toMatchObject({ code, facts })
    expect(sentenceOf(error)).not.toMatch(/\/mnt\/|\.cc:\d|undefined|\[object|0x[0-9a-f]{6}/)
    expect(sentenceOf(error).split(/\s+/).length).toBeLessThanOrEqual(40)
  })
})

describe('a runtime that breaks off while it loads', () => {
  it('is not said to miss a version', () => {
    const trap = new WebAssembly.RuntimeError('memory access out of bounds')
    const error = loadError(trap, 'model.onnx')
    expect(error).toMatchObject({ code: 'model-rejected', cause: trap })
    expect(sentenceOf(error)).toContain('broke off')
  })
})

describe('what goes wrong in a run', () => {
  it.each([
    ['a trap', new WebAssembly.RuntimeError('memory access out of bounds'), 'worker-died'],
    ['an abort', new Error('Aborted(). Build with -sASSERTIONS for more info.'), 'worker-died'],
    ['a C++ exception that nobody caught', 2_097_581_304, 'worker-died'],
    ['no memory', new Error('failed to call OrtRun(). std::bad_alloc'), 'out-of-memory'],
    ['no room for an array', new RangeError('Array buffer allocation failed'), 'out-of-memory'],
    ['anything else', new Error('Non-zero status code returned'), 'run-failed'],
  ])('is named: %s', (_, cause, code) => {
    expect(runError(cause).code).toBe(code)
  })
})
