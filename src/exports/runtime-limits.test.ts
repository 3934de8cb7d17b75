import * as ort from 'onnxruntime-web/wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type OnnxModel, onnxModel } from '../testing/onnx-writer.ts'
import {
  newestIr,
  newestOpsets,
  operatorDomains,
  passedTypes,
  storedTypes,
} from './runtime-limits.ts'
import { allTypes, bitsOf } from './graph/tensor-types.ts'

/** "loads", or why not. */
async function answer(model: OnnxModel): Promise<string> {
  try {
    const session = await ort.InferenceSession.create(onnxModel(model))
    await session.release()
    return 'loads'
  } catch (error) {
    return String(error)
  }
}

const x = [{ name: 'x', dims: [1, 4] }]
const y = [{ name: 'y', dims: [1, 4] }]
const nodes = [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }]
const copy = { ir: 11, opsets: { '': 25 }, inputs: x, outputs: y, nodes }

beforeAll(() => {
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'fatal'
})

describe('the runtime that is installed', () => {
  it('reads the IR version that we say, and none above', async () => {
    expect(await answer({ ...copy, ir: newestIr })).toBe('loads')
    expect(await answer({ ...copy, ir: newestIr + 1 })).toContain('Unsupported model IR version')
  })

  it.each(Object.entries(newestOpsets))('reads %s up to opset %i', async (domain, version) => {
    const opsets = (of: number) => ({ '': 17, [domain === 'ai.onnx' ? '' : domain]: of })
    expect(await answer({ ...copy, opsets: opsets(version) })).toBe('loads')
    expect(await answer({ ...copy, opsets: opsets(version + 1) })).toContain('under development')
  })

  it.each([...operatorDomains, 'com.example'])(
    'knows %s, or does not, as we say',
    async (domain) => {
      const model = { ...copy, nodes: [{ ...nodes[0]!, op: 'Nothing', domain }] }
      const isUnknown = (await answer(model)).includes(`No opset import for domain '${domain}'`)
      expect(isUnknown).toBe(!operatorDomains.has(domain))
    },
  )

  it.each(allTypes)('takes and gives tensors of %s, or does not, as we say', async (type) => {
    const cast = (from: string, to: string) => [
      { op: 'Cast', inputs: [from], outputs: [to], attributes: { to: { int: 1 } } },
    ]
    const model = { ...copy, inputs: [{ ...x[0]!, type }], nodes: cast('x', 'y') }
    expect((await answer(model)) === 'loads').toBe(passedTypes.has(type))
  })

  it.each(allTypes)('takes weights of %s, or does not, as we say', async (type) => {
    const bytes = Math.ceil(((bitsOf(type) ?? 0) * 4) / 8)
    const data = bytes === 0 ? { strings: ['1', '2', '3', '4'] } : { raw: new Uint8Array(bytes) }
    const model = {
      ...copy,
      initialisers: [{ name: 'w', type, dims: [4], ...data }],
      nodes: [
        { op: 'Cast', inputs: ['w'], outputs: ['c'], attributes: { to: { int: 1 } } },
        { op: 'Add', inputs: ['x', 'c'], outputs: ['y'] },
      ],
    }
    expect((await answer(model)) === 'loads').toBe(storedTypes.has(type))
  })
})
