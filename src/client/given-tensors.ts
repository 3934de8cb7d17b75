import { fromPlain, TensorProblem } from '../core/tensors/plain-tensor.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type { NamedTensors } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { GivenTensor } from './types.ts'

type Given = GivenTensor | Readonly<Record<string, GivenTensor>>

/**
 * What a model was called with, by the names of its inputs; a bare tensor goes by none, and is for the only one. Tensors
 * of ONNX Runtime's own class fit too: only these three fields are looked at.
 * @throws VitrineError `tensor-invalid`; TypeError for what is no tensor at all
 */
export function givenTensors(given: Given): { isBare: boolean; tensors: NamedTensors } {
  if (isTensor(given)) return { isBare: true, tensors: { '': read('tensor', given) } }
  if (typeof given !== 'object' || given === null) throw noTensor()
  const named = Object.entries(given).map(([name, tensor]) => {
    if (!isTensor(tensor)) throw noTensor()
    return [name, read(name, tensor)] as const
  })
  return { isBare: false, tensors: Object.fromEntries(named) }
}

function isTensor(given: Given): given is GivenTensor {
  return (
    typeof given === 'object' &&
    given !== null &&
    'data' in given &&
    'dims' in given &&
    typeof given.type === 'string'
  )
}

function read(name: string, { type, dims, data }: GivenTensor): Tensor {
  // A typed array of the wrong kind is told by the worker, which knows what the model wants.
  if (ArrayBuffer.isView(data)) return { type, dims: [...dims], data } as Tensor
  try {
    const values = data.map((value) => (typeof value === 'bigint' ? String(value) : value))
    return fromPlain({ type, dims: [...dims], data: values })
  } catch (error) {
    if (!(error instanceof TensorProblem)) throw error
    throw new VitrineError('tensor-invalid', { tensor: name, problem: error.message })
  }
}

function noTensor(): TypeError {
  return new TypeError(
    'A model takes a tensor {type, dims, data}, or an object of tensors by name.',
  )
}
