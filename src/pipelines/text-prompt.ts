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

function beginningOf({ bosTokenId }: TextGenerationManifest): number {
  if (bosTokenId !== undefined) return bosTokenId
  throw new VitrineError('export-unsupported', {
    problem: 'The prompt is empty, and this export names no token to begin a text with',
    remedy: 'Type a prompt and generate again.',
  })
}
