import { elementCount, isFreeDim, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Session, ValueInfo } from './ports.ts'

export interface TextInputs {
  /** Where the graph fixes how many tokens it takes. */
  readonly length?: number
  /** What to run the graph on for one text; a fixed length is filled up with `padId` and masked. */
  feeds(ids: readonly number[], padId: number): Record<string, Tensor>
}

/** What an input holds for each of `length` places, of which the first `count` are the text's own. */
type Fill = (ids: readonly number[], length: number, padId: number) => number[]

const places = (length: number, value: (index: number) => number) =>
  Array.from({ length }, (_, index) => value(index))

const fillIds: Fill = (ids, length, padId) => places(length, (index) => ids[index] ?? padId)
const fillMask: Fill = (ids, length) => places(length, (index) => (index < ids.length ? 1 : 0))
const fillZeros: Fill = (_, length) => places(length, () => 0)
const fillPositions: Fill = (_, length) => places(length, (index) => index)

/** By the names that Hugging Face's exporters give, and the older ones of Google's BERT. */
const fills: Readonly<Record<string, Fill>> = {
  input_ids: fillIds,
  attention_mask: fillMask,
  input_mask: fillMask,
  token_type_ids: fillZeros,
  segment_ids: fillZeros,
  position_ids: fillPositions,
}

/** @throws VitrineError `export-unsupported` for inputs that no text can fill, and for a batch of several texts */
export function textInputs({ inputs }: Pick<Session, 'inputs'>): TextInputs {
  const rows = inputs.map((input) => ({ input, fill: fillOf(input, inputs.length === 1) }))
  const idsInput = rows.find(({ fill }) => fill === fillIds)?.input
  if (idsInput === undefined) {
    const names = inputs.map(({ name }) => `“${name}”`).join(', ')
    throw unsupported(`None of its inputs is called “input_ids”: ${names}`)
  }
  for (const { input } of rows) checkShape(input)
  const length = rows
    .map(({ input }) => input.dims[1])
    .find((dim): dim is number => typeof dim === 'number' && !isFreeDim(dim))
  return {
    ...(length !== undefined && { length }),
    feeds: (ids, padId) =>
      Object.fromEntries(
        rows.map(({ input, fill }) => {
          const dims = [1, length ?? ids.length]
          return [input.name, tensorOf(input, dims, fill(ids, elementCount(dims), padId))]
        }),
      ),
  }
}

function fillOf({ name }: ValueInfo, isAlone: boolean): Fill {
  // TensorFlow's exporters put the number of an output behind the name.
  const fill = fills[name.replace(/:\d+$/, '')] ?? (isAlone ? fillIds : undefined)
  if (fill !== undefined) return fill
  throw unsupported(
    `It has an input “${name}”, and there is nothing in a text to put into it`,
    'Export the model with input_ids, attention_mask, token_type_ids and position_ids only.',
  )
}

function checkShape({ name, dims }: ValueInfo): void {
  const [batch] = dims
  if (dims.length !== 2 || batch === undefined) {
    throw unsupported(`Its input “${name}” has ${dims.length} axes, not two (batch × tokens)`)
  }
  if (isFreeDim(batch) || batch === 1) return
  throw unsupported(
    `Its input “${name}” takes ${batch} texts at a time, and there is one`,
    'Export it with a dynamic batch axis, or for one text at a time.',
  )
}

function tensorOf({ name, type }: ValueInfo, dims: readonly number[], values: number[]): Tensor {
  switch (type) {
    case 'int64':
      return { type, dims, data: BigInt64Array.from(values, BigInt) }
    case 'int32':
      return { type, dims, data: Int32Array.from(values) }
    case 'float32':
      return { type, dims, data: Float32Array.from(values) }
    case 'bool':
      return { type, dims, data: Uint8Array.from(values) }
    default:
      throw unsupported(`Its input “${name}” is ${type}, not int64 or int32`)
  }
}

function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError('export-unsupported', { problem, ...(remedy && { remedy }) })
}
