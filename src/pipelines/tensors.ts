import { fromPlain, TensorProblem } from '../core/tensors/plain-tensor.ts'
import { statisticsOf, toPlain } from '../core/tensors/print-tensor.ts'
import { elementCount, type Tensor, type TensorType } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { OutputTensor, PlainTensor, TensorsInput, TensorsResult } from '../protocol/tasks.ts'
import { fittingFeeds, tensorInvalid, tensorOutputs } from './feeds.ts'
import { createPause } from './pause.ts'
import type { Pipeline, Session, ValueInfo } from './ports.ts'

/** Values of an output that cross to the page; more than a person reads. */
const mostValues = 1000

/**
 * Runs any graph on tensors as they are given, and asks for those outputs that are tensors: a run that asks for a
 * sequence of maps, as scikit-learn's ZipMap makes one, is refused as a whole.
 *
 * Throws `export-unsupported` at once when no output is a tensor, and `type-unavailable` when an input cannot be given.
 * A run throws `tensor-invalid`, `aborted`, and whatever the session throws.
 */
export function createTensors({
  session,
}: {
  session: Session
}): Pipeline<TensorsInput, never, TensorsResult> {
  const { inputs } = session
  const wanted = tensorOutputs(session)
  let cold = true

  return {
    async run({ tensors }, context) {
      const pause = createPause(context)
      const startedAt = context.now()
      const feeds = readFeeds(tensors, inputs)
      await pause()

      const runningAt = context.now()
      const results = await session.run(feeds, wanted)
      const ranAt = context.now()
      const wasCold = cold
      cold = false

      const outputs = wanted.map((name) => outputTensor(name, results[name]))
      const endedAt = context.now()
      const timing = { runMs: ranAt - runningAt, totalMs: endedAt - startedAt, cold: wasCold }
      return { outputs, timing }
    },
  }
}

function readFeeds(
  tensors: TensorsInput['tensors'],
  inputs: readonly ValueInfo[],
): Record<string, Tensor> {
  const fitting = fittingFeeds(tensors, inputs)
  return Object.fromEntries(
    fitting.map(({ name, type, tensor }) => [name, read(name, type, tensor)]),
  )
}

function read(name: string, type: TensorType, { dims, data }: PlainTensor): Tensor {
  try {
    return fromPlain({ type, dims, data })
  } catch (error) {
    if (error instanceof TensorProblem) throw tensorInvalid(name, error.message)
    throw error
  }
}

function outputTensor(name: string, tensor: Tensor | undefined): OutputTensor {
  if (tensor === undefined) {
    throw new VitrineError('export-unsupported', { problem: `It gives no output “${name}”` })
  }
  const statistics = statisticsOf(tensor)
  const plain = toPlain(tensor, mostValues)
  return { name, ...plain, elements: elementCount(tensor.dims), ...(statistics && { statistics }) }
}
