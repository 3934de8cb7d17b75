import { describe, expect, it } from 'vitest'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { PlainTensor } from '../protocol/tasks.ts'
import type { RunContext, ValueInfo } from './ports.ts'
import { createTensors } from './tensors.ts'

const x: ValueInfo = { name: 'x', type: 'float32', dims: ['batch', 2] }
const y: ValueInfo = { name: 'y', type: 'float32', dims: ['batch', 2] }
const zipMap: ValueInfo = { name: 'probabilities', type: 'other', dims: [] }
const given: PlainTensor = { type: 'float32', dims: [1, 2], data: [3, 4] }

/** A model that answers with what it is given under `inputs[0]`, or with `answer`. */
function setUp({
  inputs = [x],
  outputs = [y],
  answer,
}: {
  inputs?: readonly ValueInfo[]
  outputs?: readonly ValueInfo[]
  answer?: Tensor
} = {}) {
  const asked: (readonly string[] | undefined)[] = []
  const fed: Record<string, Tensor>[] = []
  let nowMs = 0
  const pipeline = createTensors({
    session: {
      inputs,
      outputs,
      run(feeds, wanted) {
        asked.push(wanted)
        fed.push({ ...feeds })
        nowMs += 7
        const tensor = answer ?? feeds[inputs[0]!.name]!
        return Promise.resolve(Object.fromEntries((wanted ?? []).map((name) => [name, tensor])))
      },
    },
  })
  const context: RunContext<never> = {
    signal: { aborted: false },
    breathe: () => Promise.resolve(),
    now: () => (nowMs += 1),
    report: () => {},
  }
  const run = (tensors: Record<string, PlainTensor>) => pipeline.run({ tensors }, context)
  return { run, asked, fed }
}

describe('running a model on plain tensors', () => {
  it('hands them to the graph and gives its outputs with their statistics', async () => {
    const { run, fed } = setUp()
    const { outputs } = await run({ x: given })
    expect(fed).toEqual([{ x: { type: 'float32', dims: [1, 2], data: Float32Array.of(3, 4) } }])
    expect(outputs).toEqual([
      {
        name: 'y',
        type: 'float32',
        dims: [1, 2],
        data: [3, 4],
        elements: 2,
        statistics: { min: 3, max: 4, mean: 3.5, notFinite: 0 },
      },
    ])
  })

  it('asks only for outputs that are tensors', async () => {
    const { run, asked } = setUp({ outputs: [y, zipMap] })
    await run({ x: given })
    expect(asked).toEqual([['y']])
  })

  it('says at once that no output is a tensor, and what to do', () => {
    expect(() => setUp({ outputs: [zipMap] })).toThrow(
      expect.objectContaining({ code: 'export-unsupported' }),
    )
  })

  it('gives the first thousand values of a long output, and counts all', async () => {
    const answer: Tensor = { type: 'uint8', dims: [5000], data: new Uint8Array(5000).fill(9) }
    const { outputs } = await setUp({ answer }).run({ x: given })
    expect(outputs[0]?.data).toHaveLength(1000)
    expect(outputs[0]).toMatchObject({ elements: 5000, statistics: { mean: 9 } })
  })

  it('takes and gives text', async () => {
    const text: ValueInfo = { name: 't', type: 'string', dims: [2] }
    const { run } = setUp({ inputs: [text], outputs: [{ ...text, name: 'u' }] })
    const { outputs } = await run({ t: { type: 'string', dims: [2], data: ['a', '<b>'] } })
    expect(outputs).toEqual([
      { name: 'u', type: 'string', dims: [2], data: ['a', '<b>'], elements: 2 },
    ])
  })

  it('says which run was the first', async () => {
    const { run } = setUp()
    expect((await run({ x: given })).timing.cold).toBe(true)
    expect((await run({ x: given })).timing.cold).toBe(false)
  })

  it.each<[Record<string, PlainTensor>, string, string]>([
    [{}, 'x', 'It is missing'],
    [{ x: given, z: given }, 'z', 'The model has no input of this name'],
    [{ x: { ...given, type: 'int64' } }, 'x', 'It is int64; the model wants float32'],
    [{ x: { ...given, dims: [2] } }, 'x', 'Its shape is 2; the model wants batch × 2'],
    [{ x: { ...given, dims: [1, 3] } }, 'x', 'Its shape is 1 × 3; the model wants batch × 2'],
    [{ x: { ...given, dims: [2, 2] } }, 'x', 'Its shape 2 × 2 needs 4 values, and 2 are given'],
    [{ x: { ...given, data: [1, 'two'] } }, 'x', '“two” at position 1 is not a number'],
  ])('refuses %j by name', async (tensors, tensor, problem) => {
    const { run, fed } = setUp()
    await expect(run(tensors)).rejects.toMatchObject({
      code: 'tensor-invalid',
      facts: { tensor, problem },
    })
    expect(fed).toEqual([])
  })

  it('leaves it to the runtime whether a graph without sizes means a scalar', async () => {
    const open: ValueInfo = { ...x, dims: [] }
    const { run } = setUp({ inputs: [open] })
    expect((await run({ x: given })).outputs[0]?.dims).toEqual([1, 2])
  })

  it('takes a tensor named like a part of every object for what it is: unknown', async () => {
    const tensors = JSON.parse('{ "__proto__": { "type": "float32", "dims": [], "data": [] } }')
    await expect(setUp().run(tensors)).rejects.toMatchObject({ facts: { tensor: '__proto__' } })
  })
})
