import { shapeText } from '../core/tensors/plain-tensor.ts'
import { isFreeDim, type TensorType } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Session, ValueInfo } from './ports.ts'

/** What tensors are compared with a graph by. */
interface Shaped {
  readonly type: string
  readonly dims: readonly number[]
}

interface Fitting<T extends Shaped> {
  readonly name: string
  readonly type: TensorType
  readonly tensor: T
}

/**
 * Those of a graph's outputs that are tensors: a run that asks for a sequence of maps, as scikit-learn's ZipMap makes
 * one, is refused as a whole.
 * @throws VitrineError `type-unavailable` when an input cannot be given, `export-unsupported` when there is no such output
 */
export function tensorOutputs({ inputs, outputs }: Pick<Session, 'inputs' | 'outputs'>): string[] {
  const refused = inputs.find(({ type }) => type === 'other')
  if (refused !== undefined) {
    const value = `Its input “${refused.name}”`
    throw new VitrineError('type-unavailable', { value, type: 'no tensor that can be given here' })
  }
  const wanted = outputs.filter(({ type }) => type !== 'other').map(({ name }) => name)
  if (wanted.length > 0) return wanted
  throw new VitrineError('export-unsupported', {
    problem: 'None of its outputs is a tensor',
    remedy: 'Export it with outputs that are tensors; for scikit-learn say zipmap=False.',
  })
}

/**
 * What is given for each of a graph's inputs, when all of them are there and fit.
 * @throws VitrineError `tensor-invalid`
 */
export function fittingFeeds<T extends Shaped>(
  tensors: Readonly<Record<string, T>>,
  inputs: readonly ValueInfo[],
): Fitting<T>[] {
  const given = new Map(Object.entries(tensors))
  const unknown = [...given.keys()].find((name) => !inputs.some((input) => input.name === name))
  if (unknown !== undefined) throw tensorInvalid(unknown, 'The model has no input of this name')
  return inputs.map((input) => fitting(given.get(input.name), input))
}

function fitting<T extends Shaped>(tensor: T | undefined, input: ValueInfo): Fitting<T> {
  const { name, type, dims } = input
  if (tensor === undefined) throw tensorInvalid(name, 'It is missing')
  if (tensor.type !== type || type === 'other') {
    throw tensorInvalid(name, `It is ${tensor.type.slice(0, 24)}; the model wants ${type}`)
  }
  // A graph that says no sizes may mean a scalar or anything at all: the runtime knows which.
  const fits =
    dims.length === 0 ||
    (dims.length === tensor.dims.length &&
      dims.every((dim, axis) => isFreeDim(dim) || dim === tensor.dims[axis]))
  if (fits) return { name, type, tensor }
  const found = shapeText(tensor.dims.slice(0, 16))
  throw tensorInvalid(name, `Its shape is ${found}; the model wants ${shapeText(dims)}`)
}

export function tensorInvalid(tensor: string, problem: string): VitrineError {
  return new VitrineError('tensor-invalid', { tensor, problem })
}
