import { halvesToFloats } from '../core/tensors/float16.ts'
import { elementCount, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Session, ValueInfo } from './ports.ts'

/** Numbers in rows of one width: one row for each token, or a single one for a text. */
export interface FloatRows {
  readonly count: number
  readonly width: number
  /** Full precision, whatever the model gives; may be a view of the output. */
  row(index: number): Float32Array
}

/**
 * The output to ask for.
 * @param names by which exporters know it, best first; without any of them the first output of so many axes is
 * taken, or of as many as the graph does not say
 * @throws VitrineError `export-unsupported` when no output holds floating-point numbers of such a shape
 */
export function floatOutput(
  { outputs }: Pick<Session, 'outputs'>,
  names: readonly string[],
  axes: readonly number[],
): string {
  const floats = outputs.filter(({ type }) => type === 'float32' || type === 'float16')
  const named = names.flatMap((wanted) => floats.filter(({ name }) => baseName(name) === wanted))
  const fitting = floats.filter(({ dims }) => axes.includes(dims.length) || dims.length === 0)
  const output = named[0] ?? fitting[0] ?? floats[0]
  if (output !== undefined) return output.name
  const types = outputs.map(({ name, type }) => `“${name}” (${type})`).join(', ')
  throw new VitrineError('export-unsupported', {
    problem: `None of its outputs holds floating-point numbers: ${types}`,
    remedy: 'Export it with float32 or float16 outputs.',
  })
}

/** TensorFlow's exporters put the number of an output behind the name. */
function baseName(name: ValueInfo['name']): string {
  return name.replace(/:\d+$/, '')
}

/**
 * The last axis is the width of a row, the axes before it count the rows.
 * @throws VitrineError `export-unsupported` for an output that is missing or of another type
 */
export function floatRows(name: string, tensor: Tensor | undefined): FloatRows {
  if (tensor?.type !== 'float32' && tensor?.type !== 'float16') {
    const problem = `Its output “${name}” is ${tensor?.type ?? 'missing'}, not float32 or float16`
    throw new VitrineError('export-unsupported', { problem })
  }
  const { dims } = tensor
  const width = dims.at(-1) ?? 1
  return {
    count: elementCount(dims.slice(0, -1)),
    width,
    row(index) {
      const [start, end] = [index * width, (index + 1) * width]
      return tensor.type === 'float32'
        ? tensor.data.subarray(start, end)
        : halvesToFloats(tensor.data.subarray(start, end))
    },
  }
}
