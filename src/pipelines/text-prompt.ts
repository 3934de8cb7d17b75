import { VitrineError } from '../protocol/errors.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { Tokenizer } from './ports.ts'

/** In UTF-16 units. More than any model here can read, and little enough for the slowest tokenizer. */
const longestPrompt = 32_000

/**
 * The tokens that the model is to continue, at least one and fewer than its context has places.
 *
 * Throws `prompt-too-long`, `context-full`, and `export-unsupported` for an empty prompt when the export names no
 * token to begin a text with.
 */
export function encodePrompt(
  prompt: string,
  manifest: TextGenerationManifest,
  tokenizer: Tokenizer,
): number[] {
  if (prompt.length > longestPrompt) {
    const facts = { length: prompt.length, limit: longestPrompt }
    throw new VitrineError('prompt-too-long', facts)
  }
  const ids = tokenizer.encode(prompt)
  if (ids.length === 0) ids.push(beginningOf(manifest))

  const { contextLength } = manifest
  if (ids.length >= contextLength) {
    throw new VitrineError('context-full', { promptTokens: ids.length, contextLength })
  }
  return ids
}

/**
 * A tokenizer may have more entries than the model it lies beside. On the CPU such a token fails in the middle of the
 * graph, on a GPU it is taken for another without a word.
 * @throws VitrineError `export-unsupported` that names the first token which the model does not have
 */
export function checkKnown(
  ids: readonly number[],
  vocabularySize: number | undefined,
  tokenizer: Tokenizer,
): void {
  if (vocabularySize === undefined) return
  const beyond = ids.find((id) => id >= vocabularySize)
  if (beyond === undefined) return
  const [token, limit] = [beyond, vocabularySize].map((value) => value.toLocaleString('en-US'))
  throw new VitrineError('export-unsupported', {
    problem: `The tokenizer makes “${tokenizer.spelling(beyond).slice(0, 24)}” token ${token}, but this model has only ${limit} tokens`,
    remedy: 'Try another prompt, or export the model with the tokenizer that it was trained with.',
  })
}

function beginningOf({ bosTokenId }: TextGenerationManifest): number {
  if (bosTokenId !== undefined) return bosTokenId
  throw new VitrineError('export-unsupported', {
    problem: 'The prompt is empty, and this export names no token to begin a text with',
    remedy: 'Type a prompt and generate again.',
  })
}
