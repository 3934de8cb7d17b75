import { cosineSimilarity, scaledToUnit } from '../core/tensors/vectors.ts'
import { areFinite } from '../core/tensors/softmax.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { FeatureExtractionManifest } from '../protocol/manifest.ts'
import type { FeatureExtraction, FeatureExtractionInput } from '../protocol/tasks.ts'
import { floatOutput, floatRows } from './float-rows.ts'
import { poolRows } from './pool-rows.ts'
import type { Pipeline, Session, Tokenizer } from './ports.ts'
import { createTextEncoder } from './text-encoder.ts'

const pooledNames = ['sentence_embedding', 'text_embeds', 'embeddings', 'pooler_output']
const tokenNames = ['last_hidden_state', 'token_embeddings']

/**
 * One vector for each text, and how much the first two point the same way.
 *
 * Throws `export-unsupported` at once when the graph takes no text. A run throws `prompt-too-long`, `output-not-finite`
 * (a vector of zeros among them, which points nowhere), `export-unsupported` for an output of another shape, `aborted`,
 * and whatever the session throws.
 */
export function createFeatureExtraction(
  { pooling, normalize, maxTokens }: FeatureExtractionManifest,
  { session, tokenizer }: { session: Session; tokenizer: Tokenizer },
): Pipeline<FeatureExtractionInput, never, FeatureExtraction> {
  const outputName =
    pooling === 'none'
      ? floatOutput(session, pooledNames, [2])
      : floatOutput(session, tokenNames, [3])
  const encoder = createTextEncoder({ session, tokenizer, maxTokens, outputName })

  return {
    async run({ texts }, context) {
      const reading = encoder.begin(context)
      const vectors: Float32Array[] = []
      const tokens: FeatureExtraction['tokens'][number][] = []
      for (const text of texts) {
        const encoded = await reading.encode(text)
        const rows = floatRows(outputName, await reading.run(encoded))
        const pooled = poolRows(rows, encoded.ids.length, pooling, outputName)
        const vector = normalize ? scaledToUnit(pooled) : pooled
        if (!areFinite(vector)) throw new VitrineError('output-not-finite')
        vectors.push(vector)
        tokens.push(encoded.tokens)
      }
      const [first, second] = vectors
      const similarity = first && second && cosineSimilarity(first, second)
      if (Number.isNaN(similarity)) throw new VitrineError('output-not-finite')
      return {
        vectors,
        tokens,
        ...(similarity !== undefined && { similarity }),
        timing: reading.timing(),
      }
    },
  }
}
