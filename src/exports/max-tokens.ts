import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { FoundIn } from './base-manifest.ts'
import { fixedLength } from './guess/token-ids.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { readTokenizerConfig, type TokenizerFiles } from './tokenizer-files.ts'

export interface MaxTokens {
  readonly maxTokens: number
  readonly guessed: readonly string[]
}

/** What BERT takes, and most that came after it. */
const usualLength = 512
/** Who has no limit writes 10^30 in its place. */
const saneLength = 1e6

/**
 * How many tokens a model reads at a time: the author's word, else the least of what the export says. A guess where it
 * says nothing.
 * @param further other files' word
 * @throws VitrineError `export-invalid`
 */
export async function maxTokensOf(
  folder: ReadableFolder,
  author: VitrineJson,
  { model, encoder }: FoundIn,
  tokenizer: TokenizerFiles,
  further?: number,
): Promise<MaxTokens> {
  if (author.maxTokens !== undefined) return { maxTokens: author.maxTokens, guessed: [] }
  const { model_max_length: said } = await readTokenizerConfig(folder, tokenizer)
  const graph = await folder.graphAtHand(model)
  const known = [encoder?.positions, said, further, graph && fixedLength(graph)].filter(isSane)
  return known.length > 0
    ? { maxTokens: Math.min(...known), guessed: [] }
    : { maxTokens: usualLength, guessed: ['maxTokens'] }
}

function isSane(length: unknown): length is number {
  return Number.isInteger(length) && Number(length) > 0 && Number(length) <= saneLength
}
