import * as z from 'zod/mini'
import { generationLimits } from '../core/decoding/generation-limits.ts'
import type { GenerationSettings } from '../protocol/manifest.ts'
import { count } from './schemas.ts'

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

export const tokenIds = optional(z.union([z.int(), z.array(z.int())]))

/** `generation_config.json` of a Hugging Face export, and `search` of a GenAI one. */
export const generationConfigSchema = z.object({
  bos_token_id: tokenIds,
  eos_token_id: tokenIds,
  temperature: optional(z.number()),
  do_sample: optional(z.boolean()),
  top_k: optional(z.int()),
  top_p: optional(z.number()),
  repetition_penalty: optional(z.number()),
  max_new_tokens: optional(count),
  max_length: optional(z.number()),
  /** GenAI's; -1 is another one each time. */
  random_seed: optional(z.number()),
  decoder_start_token_id: tokenIds,
  forced_bos_token_id: tokenIds,
  /** Sequences that are never to be written. */
  bad_words_ids: optional(z.array(z.array(z.int()))),
})
export type GenerationConfig = z.infer<typeof generationConfigSchema>

/** What they say of sampling, in our words; values that mean nothing are left out. */
export function generationSettings(config: GenerationConfig): Partial<GenerationSettings> {
  const settings: { -readonly [K in keyof GenerationSettings]?: GenerationSettings[K] } = {}
  const { do_sample, temperature, top_k, top_p, repetition_penalty, max_new_tokens } = config
  const { topK, repetitionPenalty, seed } = generationLimits
  if (do_sample === false) settings.temperature = 0
  else if (temperature != null && temperature >= 0)
    settings.temperature = Math.min(temperature, generationLimits.temperature.max)
  if (top_k != null && top_k >= 0) settings.topK = Math.min(top_k, topK.max)
  if (top_p != null && top_p > 0 && top_p <= 1) settings.topP = top_p
  if (repetition_penalty != null && repetition_penalty > 0) {
    const { min, max } = repetitionPenalty
    settings.repetitionPenalty = Math.min(Math.max(repetition_penalty, min), max)
  }
  if (max_new_tokens != null) settings.maxNewTokens = max_new_tokens
  const { random_seed } = config
  if (Number.isInteger(random_seed) && random_seed! >= 0) {
    settings.seed = Math.min(random_seed!, seed.max)
  }
  return settings
}

/** Several ids, one, or none. */
export function idList(ids: number | readonly number[] | null | undefined): readonly number[] {
  return ids == null ? [] : typeof ids === 'number' ? [ids] : ids
}

/** What they ask for that is not done here, in whole sentences. */
export function generationNotes(
  ...configs: readonly { readonly forced_bos_token_id?: unknown }[]
): readonly string[] {
  const isForced = configs.some(({ forced_bos_token_id: forced }) => forced != null)
  return isForced ? [forcedNote] : []
}

const forcedNote =
  'Its configuration forces the first token of every answer (forced_bos_token_id), which is not done here: what it writes may begin otherwise, or be in another language.'
