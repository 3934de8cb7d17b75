import { areFinite, softmax } from '../core/softmax.ts'
import { elementCount, type Tensor } from '../core/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ImageClassificationManifest } from '../protocol/picture-manifests.ts'
import type { Session } from './ports.ts'

/** Rounding may take a probability this far beyond 0 or 1. */
const tolerance = 1e-3

/**
 * The name of the first float32 output.
 * @throws VitrineError `export-unsupported` when there is none
 */
export function scoresOutput({ outputs }: Pick<Session, 'outputs'>): string {
  const output = outputs.find(({ type }) => type === 'float32')
  if (output !== undefined) return output.name
  const types = outputs.map(({ name, type }) => `“${name}” (${type})`).join(', ')
  throw unsupported(
    `None of its outputs holds float32 numbers: ${types}`,
    'Export it with float32 outputs.',
  )
}

/**
 * One number for each class, for the first picture of a batch: axes of length 1 are left out, so `[1, 1000, 1, 1]`
 * is as good as `[1, 1000]`.
 * @throws VitrineError `export-unsupported` for any other shape, `output-not-finite`
 */
export function classScores(name: string, tensor: Tensor | undefined, batch: number): Float32Array {
  if (tensor?.type !== 'float32') {
    throw unsupported(`Its output “${name}” is ${tensor?.type ?? 'missing'}, not float32`)
  }
  const { dims, data } = tensor
  const axes = dims.length > 1 && dims[0] === batch ? dims.slice(1) : batch === 1 ? dims : []
  const classes = elementCount(axes)
  if (classes < 2 || axes.filter((size) => size > 1).length !== 1) {
    throw unsupported(
      `Its output “${name}” has the shape ${dims.join(' × ')}, not one number for each of its classes`,
    )
  }
  const scores = data.subarray(0, classes)
  if (!areFinite(scores)) throw new VitrineError('output-not-finite')
  return scores
}

/**
 * Softmax over logits; probabilities as they are.
 * @throws VitrineError `export-unsupported` when they cannot be probabilities
 */
export function classProbabilities(
  scores: Float32Array,
  output: ImageClassificationManifest['output'],
): Float64Array {
  if (output === 'logits') return softmax(scores)
  if (scores.some((score) => score < -tolerance || score > 1 + tolerance)) {
    throw unsupported(
      'The export says that its output holds probabilities, but they leave the range from 0 to 1',
      'Set “output” to “logits” in vitrine.json.',
    )
  }
  return Float64Array.from(scores, (score) => Math.min(Math.max(score, 0), 1))
}

function unsupported(problem: string, remedy?: string): VitrineError {
  return new VitrineError(
    'export-unsupported',
    remedy === undefined ? { problem } : { problem, remedy },
  )
}
