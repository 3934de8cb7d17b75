import { fromPlain, shapeText, TensorProblem } from '../core/tensors/plain-tensor.ts'
import { statisticsOf, toPlain } from '../core/tensors/print-tensor.ts'
import { elementCount, isFreeDim, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { OutputTensor, PlainTensor, TensorsInput, TensorsResult } from '../protocol/tasks.ts'
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
  const refused = inputs.find(({ type }) => type === 'other')
  if (refused !== undefined) {
    const value = `Its input “${refused.name}”`
    throw new VitrineError('type-unavailable', { value, type: 'no tensor that can be given here' })
  }
  const wanted = session.outputs.filter(({ type }) => type !== 'other').map(({ name }) => name)
  if (wanted.length === 0) {
    throw new VitrineError('export-unsupported', {
      problem: 'None of its outputs is a tensor',
      remedy: 'Export it with outputs that are tensors; for scikit-learn say zipmap=False.',
    })
  }
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
  const given = new Map(Object.entries(tensors))
  const unknown = [...given.keys()].find((name) => !inputs.some((input) => input.name === name))
  if (unknown !== undefined) throw invalid(unknown, 'The model has no input of this name')
  return Object.fromEntries(
    inputs.map((input) => [input.name, readTensor(given.get(input.name), input)]),
  )
}

function readTensor(plain: PlainTensor | undefined, input: ValueInfo): Tensor {
  const { name, type, dims } = input
  if (plain === undefined) throw invalid(name, 'It is missing')
  if (plain.type !== type || type === 'other') {
    throw invalid(name, `It is ${plain.type.slice(0, 24)}; the model wants ${type}`)
  }
  // A graph that says no sizes may mean a scalar or anything at all: the runtime knows which.
  const fits =
    dims.length === 0 ||
    (dims.length === plain.dims.length &&
      dims.every((dim, axis) => isFreeDim(dim) || dim === plain.dims[axis]))
  if (!fits) {
    throw invalid(
      name,
      `Its shape is ${shapeText(plain.dims.slice(0, 16))}; the model wants ${shapeText(dims)}`,
    )
  }
  try {
    return fromPlain({ type, dims: plain.dims, data: plain.data })
  } catch (error) {
    if (error instanceof TensorProblem) throw invalid(name, error.message)
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

function invalid(tensor: string, problem: string): VitrineError {
  return new VitrineError('tensor-invalid', { tensor, problem })
}
