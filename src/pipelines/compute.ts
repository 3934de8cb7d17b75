import { elementCount } from '../core/tensors/tensor.ts'
import type { Computed, NamedTensors } from '../protocol/calls.ts'
import { fittingFeeds, tensorInvalid, tensorOutputs } from './feeds.ts'
import type { Session } from './ports.ts'

/**
 * Runs a graph on tensors as they are.
 * @throws VitrineError as `tensorOutputs` and `fittingFeeds`; `tensor-invalid` also where a tensor holds more or fewer
 *   elements than its shape says; and whatever the session throws
 */
export async function compute(
  session: Session,
  tensors: NamedTensors,
  now: () => number,
): Promise<Computed> {
  const wanted = tensorOutputs(session)
  for (const { name, tensor } of fittingFeeds(tensors, session.inputs)) {
    const [has, wants] = [tensor.data.length, elementCount(tensor.dims)]
    if (has !== wants)
      throw tensorInvalid(name, `It has ${has} values, and its shape says ${wants}`)
  }
  const startedAt = now()
  const results = await session.run(tensors, wanted)
  const runMs = now() - startedAt
  const outputs = wanted.flatMap((name) => {
    const tensor = results[name]
    return tensor === undefined ? [] : [[name, tensor] as const]
  })
  return { outputs: Object.fromEntries(outputs), runMs }
}
