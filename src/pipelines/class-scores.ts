import { areFinite, sigmoids, softmax } from '../core/tensors/softmax.ts'
import { isNumberTensor, numbersIn, type NumberTensor } from '../core/tensors/tensor-numbers.ts'
import { elementCount, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ImageClassificationManifest } from '../protocol/picture-manifests.ts'
import type { Session } from './ports.ts'

type Scoring = Pick<ImageClassificationManifest, 'output' | 'scores'>

/** Rounding may take a probability this far beyond 0 or 1. */
const tolerance = 1e-3

/**
 * The name of the output that holds the scores: the first float32 one, else float16. Of bytes nobody knows what they
 * stand for, unless they are probabilities.
 * @throws VitrineError `export-unsupported` when there is none
 */
export function scoresOutput({ outputs }: Pick<Session, 'outputs'>, { output }: Scoring): string {
  const bytes = output === 'probabilities' ? (['uint8', 'int8'] as const) : []
  for (const wanted of ['float32', 'float16', ...bytes] as const) {
    const found = outputs.find(({ type }) => type === wanted)
    if (found !== undefined) return found.name
  }
  const types = outputs.map(({ name, type }) => `“${name}” (${type})`).join(', ')
  throw unsupported(
    `None of its outputs holds floating-point numbers: ${types}`,
    'Export it with float32 outputs.',
  )
}

/** One number for each class, for each picture of a batch. */
export interface ClassScores {
  readonly classes: number
  /** @throws VitrineError `output-not-finite` */
  of(picture: number): Float32Array
}

/**
 * Axes of length 1 are left out, so `[1, 1000, 1, 1]` and `[1000]` are as good as `[1, 1000]`.
 * @param batch how many pictures went in
 * @throws VitrineError `export-unsupported` for an output that is no list of classes for each of them
 */
export function classScores(
  name: string,
  tensor: Tensor | undefined,
  batch: number,
  { scores }: Scoring,
): ClassScores {
  if (tensor === undefined || !isNumberTensor(tensor)) {
    throw unsupported(`Its output “${name}” is ${tensor?.type ?? 'missing'}, not float32`)
  }
  const { dims } = tensor
  const axes = dims.length > 1 && dims[0] === batch ? dims.slice(1) : batch === 1 ? dims : [0]
  const classes = elementCount(axes)
  // A single number is a class only where classes do not exclude one another.
  const least = scores === 'sigmoid' ? 1 : 2
  if (classes < least || axes.filter((size) => size > 1).length > 1) {
    throw unsupported(
      `Its output “${name}” has the shape ${dims.join(' × ')}, not one number for each of its classes`,
    )
  }
  return {
    classes,
    of(picture) {
      const numbers = scale(tensor, numbersIn(tensor, picture * classes, (picture + 1) * classes))
      if (!areFinite(numbers)) throw new VitrineError('output-not-finite')
      return numbers
    },
  }
}

/** Probabilities as bytes are 256 steps from 0 to 1, as TensorFlow Lite and QLinearSoftmax write them. */
function scale({ type }: NumberTensor, numbers: Float32Array): Float32Array {
  if (type !== 'uint8' && type !== 'int8') return numbers
  const zero = type === 'int8' ? -128 : 0
  return numbers.map((byte) => (byte - zero) / 256)
}

/**
 * Softmax over logits, or the sigmoid of each; probabilities as they are.
 * @throws VitrineError `export-unsupported` when they cannot be probabilities
 */
export function classProbabilities(
  numbers: Float32Array,
  { output, scores }: Scoring,
): Float64Array {
  if (output === 'logits') return scores === 'sigmoid' ? sigmoids(numbers) : softmax(numbers)
  if (numbers.some((number) => number < -tolerance || number > 1 + tolerance)) {
    throw unsupported(
      'The export says that its output holds probabilities, but they leave the range from 0 to 1',
      'Set “output” to “logits” in vitrine.json.',
    )
  }
  return Float64Array.from(numbers, (number) => Math.min(Math.max(number, 0), 1))
}

function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError(
    'export-unsupported',
    remedy === undefined ? { problem } : { problem, remedy },
  )
}
