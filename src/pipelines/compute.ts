import { elementCount } from '../core/tensors/tensor.ts'
import type { Computed, NamedTensors } from '../protocol/calls.ts'
import { fittingFeeds, tensorInvalid, tensorOutputs } from './feeds.ts'
import type { Session } from './ports.ts'

/**
 * Runs a graph on tensors as they are. One that goes by no name, "", is for the graph's only input.
 * @throws VitrineError as `tensorOutputs` and `fittingFeeds`; `tensor-invalid` also where a tensor holds more or fewer
 *   elements than its shape says; and whatever the session throws
 */
export async function compute(
  session: Session,
  given: NamedTensors,
  now: () => number,
): Promise<Computed> {
  const wanted = tensorOutputs(session)
  const tensors = named(given, session)
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

/** @throws VitrineError `tensor-invalid` where it could be for several */
function named(given: NamedTensors, { inputs }: Session): NamedTensors {
  const bare = given['']
  const [only, second] = inputs
  if (bare === undefined || only === undefined || Object.keys(given).length > 1) return given
  if (second === undefined) return { [only.name]: bare }
  const names = inputs.map(({ name }) => name).join(', ')
  throw tensorInvalid(
    'tensor',
    `The model has ${inputs.length} inputs; say which of them it is for: ${names}`,
  )
}
