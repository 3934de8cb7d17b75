import type { NamedTensors } from '../protocol/calls.ts'
import type { Outputs } from './types.ts'

/** Outputs by name; a bare tensor in gives a tensor out as well, where there is one. */
export function outputsOf(outputs: NamedTensors, isBare: boolean): Outputs {
  const [only, second] = Object.values(outputs)
  if (!isBare || only === undefined || second !== undefined) return outputs
  const { type, dims, data } = only
  const own = Object.entries({ type, dims, data })
    // An output's own name comes first.
    .filter(([key]) => !Object.hasOwn(outputs, key))
    // Not listed, so that whoever goes through the outputs meets outputs alone.
    .map(([key, value]) => [key, { value, enumerable: false }] as const)
  return Object.defineProperties({ ...outputs }, Object.fromEntries(own))
}
