import { areFinite, softmax } from '../core/tensors/softmax.ts'
import { topK } from '../core/tensors/top-k.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { TextClassificationManifest } from '../protocol/manifest.ts'
import type { TextClassification, TextClassificationInput } from '../protocol/tasks.ts'
import { floatOutput, floatRows } from './float-rows.ts'
import type { Pipeline, Session, Tokenizer } from './ports.ts'
import { createTextEncoder } from './text-encoder.ts'
import { checkTopK } from './top-count.ts'

/**
 * Tokenises, runs and names the most probable classes.
 *
 * Throws `export-unsupported` at once when the graph takes no text. A run throws `setting-out-of-range`,
 * `prompt-too-long`, `output-not-finite`, `export-unsupported` for an output that is no list of classes, `aborted`,
 * and whatever the session throws.
 */
export function createTextClassification(
  { labels, scores: kind, maxTokens }: TextClassificationManifest,
  { session, tokenizer }: { session: Session; tokenizer: Tokenizer },
): Pipeline<TextClassificationInput, never, TextClassification> {
  const outputName = floatOutput(session, ['logits'], [2])
  const encoder = createTextEncoder({ session, tokenizer, maxTokens, outputName })

  return {
    async run({ text, topK: k }, context) {
      checkTopK(k)
      const reading = encoder.begin(context)
      const encoded = await reading.encode(text)
      const { count, width, row } = floatRows(outputName, await reading.run(encoded))
      if (count !== 1) {
        throw new VitrineError('export-unsupported', {
          problem: `Its output “${outputName}” has ${count} rows of ${width} numbers, not one number for each class`,
        })
      }
      const scores = row(0)
      if (!areFinite(scores)) throw new VitrineError('output-not-finite')
      const probabilities = kind === 'softmax' ? softmax(scores) : sigmoids(scores)
      const names = labels.length === width ? labels : []
      const predictions = topK(probabilities, k).map((index) => ({
        class: names[index] ?? `class_${index}`,
        prob: probabilities[index]!,
      }))
      return { predictions, tokens: encoded.tokens, timing: reading.timing() }
    },
  }
}

function sigmoids(scores: Float32Array): Float64Array {
  return Float64Array.from(scores, (score) => 1 / (1 + Math.exp(-score)))
}
