import { expect, it } from 'vitest'
import { compute } from './compute.ts'
import type { Session } from './ports.ts'

const tensor = { type: 'float32', dims: [1], data: Float32Array.of(5) } as const
const value = (name: string) => ({ name, type: 'float32' as const, dims: [1] })

function session(...inputs: string[]): Session {
  return {
    inputs: inputs.map(value),
    outputs: [value('out')],
    run: async (feeds) => ({ out: Object.values(feeds)[0]! }),
  }
}

it('a tensor without a name is for the only input', async () => {
  const { outputs } = await compute(session('in'), { '': tensor }, () => 0)
  expect(outputs).toEqual({ out: tensor })
})

it('a tensor without a name is for none of several inputs, which are named', async () => {
  await expect(compute(session('a', 'b'), { '': tensor }, () => 0)).rejects.toMatchObject({
    code: 'tensor-invalid',
    facts: { problem: 'The model has 2 inputs; say which of them it is for: a, b' },
  })
})
