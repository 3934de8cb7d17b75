import { logSumExp, topCandidates } from '../core/decoding/logits.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { FillMaskManifest, Prediction } from '../protocol/manifest.ts'
import type { FillMask, FillMaskInput } from '../protocol/tasks.ts'
import type { EncodedText } from './encode-text.ts'
import { floatOutput, floatRows } from './float-rows.ts'
import type { Pipeline, Session, Tokenizer } from './ports.ts'
import { createTextEncoder } from './text-encoder.ts'
import { checkTopK } from './top-count.ts'

/**
 * Tokenises, runs and names the most probable words for each mask in the text.
 *
 * Throws `export-unsupported` at once when the graph takes no text or the tokenizer has no mask. A run throws
 * `setting-out-of-range`, `prompt-too-long`, `mask-missing`, `output-not-finite`, `export-unsupported` for a token that
 * the model does not have or an output without a row for each token, `aborted`, and whatever the session throws.
 */
export function createFillMask(
  { maskToken, maxTokens }: FillMaskManifest,
  { session, tokenizer }: { session: Session; tokenizer: Tokenizer },
): Pipeline<FillMaskInput, never, FillMask> {
  const outputName = floatOutput(session, ['logits'], [3])
  const vocabulary = session.outputs.find(({ name }) => name === outputName)?.dims[2]
  const vocabularySize = typeof vocabulary === 'number' ? vocabulary : undefined
  const encoder = createTextEncoder({ session, tokenizer, maxTokens, outputName, vocabularySize })
  const maskId = maskIdOf(tokenizer, maskToken)

  /** Where the masks stand. */
  function gapsIn({ ids, tokens }: EncodedText, text: string): number[] {
    const gaps = ids.flatMap((id, index) => (id === maskId ? [index] : []))
    if (gaps.length > 0) return gaps
    const isCut = tokens.cut > 0 && text.includes(maskToken)
    const facts = { mask: maskToken, ...(isCut && { limit: encoder.mostTokens }) }
    throw new VitrineError('mask-missing', facts)
  }

  return {
    async run({ text, topK: k }, context) {
      checkTopK(k)
      const reading = encoder.begin(context)
      const encoded = await reading.encode(text)
      const gaps = gapsIn(encoded, text)
      const { count, row } = floatRows(outputName, await reading.run(encoded))
      if (count < encoded.ids.length) {
        throw new VitrineError('export-unsupported', {
          problem: `Its output “${outputName}” has ${count} rows for ${encoded.ids.length} tokens`,
          remedy: 'Export the model for fill-mask (masked language modelling).',
        })
      }
      const masks = gaps.map((index) => wordsFor(row(index), k, tokenizer))
      return { masks, tokens: encoded.tokens, timing: reading.timing() }
    },
  }
}

function maskIdOf(tokenizer: Tokenizer, maskToken: string): number {
  const [id, ...others] = tokenizer.encode(maskToken, { special: false })
  if (id !== undefined && others.length === 0) return id
  throw new VitrineError('export-unsupported', {
    problem: `The tokenizer does not have “${maskToken}” as one token`,
    remedy: 'Export the model with the tokenizer that it was trained with.',
  })
}

function wordsFor(logits: Float32Array, k: number, tokenizer: Tokenizer): Prediction[] {
  const logSum = logSumExp(logits)
  if (!Number.isFinite(logSum)) throw new VitrineError('output-not-finite')
  const seen = new Set<string>()
  return topCandidates(logits, k, logSum).map(({ id, prob }) => {
    const word = tokenizer.decode([id]).trim()
    const isReadable = word !== '' && !word.includes('\uFFFD') && !seen.has(word)
    const shown = isReadable ? word : tokenizer.spelling(id)
    seen.add(shown)
    return { class: shown, prob }
  })
}
