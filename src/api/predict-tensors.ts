import { fromPlain, TensorProblem } from '../core/tensors/plain-tensor.ts'
import { toPlain } from '../core/tensors/print-tensor.ts'
import { elementCount, type Tensor, type TensorType } from '../core/tensors/tensor.ts'
import type { Model } from '../engine/engine.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { PlainTensor } from '../protocol/tasks.ts'
import { outputsAnswer } from '../protocol/tensors-json.ts'
import type { Call } from './call.ts'

const types = {
  float32: true,
  float16: true,
  float64: true,
  int64: true,
  uint64: true,
  int32: true,
  uint32: true,
  int16: true,
  uint16: true,
  int8: true,
  uint8: true,
  bool: true,
  string: true,
} satisfies Record<TensorType, true>

/** The bare graph of any model: no pipeline has to do with it, and all values come back that an answer holds. */
export async function predictTensors(
  given: Readonly<Record<string, PlainTensor>>,
  model: Model,
  { deadline, meter, limits }: Call,
): Promise<object> {
  const tensors = Object.fromEntries(
    Object.entries(given).map(([name, tensor]) => [name, tensorOf(name, tensor)]),
  )
  const { outputs, runMs } = await model.compute(tensors, { signal: deadline.signal })
  meter.stage(model.manifest.task, 'run', runMs)
  let left = limits.answerValues
  const plain = Object.entries(outputs).map(([name, tensor]) => {
    const elements = elementCount(tensor.dims)
    const values = toPlain(tensor, Math.min(left, elements))
    left -= values.data.length
    return { name, ...values, elements }
  })
  return outputsAnswer(plain)
}

function tensorOf(tensor: string, { type, dims, data }: PlainTensor): Tensor {
  if (!Object.hasOwn(types, type)) {
    const problem = `“${type}” is no type of a tensor; there are ${Object.keys(types).join(', ')}`
    throw new VitrineError('tensor-invalid', { tensor, problem })
  }
  try {
    return fromPlain({ type: type as TensorType, dims, data })
  } catch (error) {
    if (!(error instanceof TensorProblem)) throw error
    throw new VitrineError('tensor-invalid', { tensor, problem: error.message })
  }
}
