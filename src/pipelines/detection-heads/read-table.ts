import { halvesToFloats } from '../../core/tensors/float16.ts'
import { areFinite } from '../../core/tensors/softmax.ts'
import { elementCount, type Tensor } from '../../core/tensors/tensor.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { HeadInput } from './head.ts'

/** Numbers in rows and columns, row by row. */
export interface Table {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array
}

/** What an output has to look like: `*` for any size. */
type Shape = readonly (number | '*')[]

/** Rounding may take a probability this far beyond 0 or 1. */
const tolerance = 1e-3

/**
 * The first picture's part of an output with two axes besides that of the batch.
 * @param names what the axes are, for the sentence that a person reads
 */
export function readTable(
  given: Pick<HeadInput, 'outputs' | 'batch'>,
  name: string,
  shape: readonly [rows: number | '*', columns: number | '*'],
  names = 'rows and columns',
): Table {
  const { dims, data } = readFloats(given, name, shape, names)
  const [rows = 0, columns = 0] = dims
  return { rows, columns, data }
}

/**
 * The first picture's part of an output, without the axis of the batch; with one picture at a time that axis may be
 * absent.
 *
 * Throws `export-unsupported` for another shape or type, `output-not-finite`.
 */
export function readFloats(
  { outputs, batch }: Pick<HeadInput, 'outputs' | 'batch'>,
  name: string,
  shape: Shape,
  names: string,
): { readonly dims: readonly number[]; readonly data: Float32Array } {
  const tensor = outputs[name]
  if (tensor === undefined) throw unsupported(`The graph has no output “${name}”`)
  const values = toFloats(name, tensor)
  const { dims } = tensor
  const own = dims.length === shape.length + 1 && dims[0] === batch ? dims.slice(1) : dims
  const fits =
    own.length === shape.length && shape.every((size, i) => size === '*' || size === own[i])
  if (!fits || (own === dims && batch !== 1)) {
    throw unsupported(
      `Its output “${name}” has the shape ${inWords(dims)}, not ${inWords([batch, ...shape])} (${names})`,
    )
  }
  const data = values.subarray(0, elementCount(own))
  if (!areFinite(data)) throw new VitrineError('output-not-finite')
  return { dims: own, data }
}

function toFloats(name: string, tensor: Tensor): Float32Array {
  switch (tensor.type) {
    case 'float32':
      return tensor.data
    case 'float16':
      return halvesToFloats(tensor.data)
    case 'int64':
    case 'uint64':
    case 'int32':
    case 'uint32':
    case 'float64':
      return Float32Array.from(tensor.data, Number)
    default:
      throw unsupported(`Its output “${name}” holds ${tensor.type} values, not numbers for boxes`)
  }
}

/**
 * Says so where a score cannot be a probability; a logit, mostly.
 * @throws VitrineError `export-unsupported`
 */
export function checkScore(name: string, score: number): void {
  if (score >= -tolerance && score <= 1 + tolerance) return
  throw unsupported(
    `The scores in its output “${name}” should lie between 0 and 1, but one is ${Number(score.toPrecision(3))}`,
    'Export the model with the sigmoid or softmax at its end.',
  )
}

export function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError(
    'export-unsupported',
    remedy === undefined ? { problem } : { problem, remedy },
  )
}

function inWords(shape: Shape): string {
  return shape.map((size) => (size === '*' ? 'any' : size)).join(' × ') || 'of a single number'
}
