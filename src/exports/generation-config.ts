import * as z from 'zod/mini'
import type { GenerationSettings } from '../protocol/manifest.ts'
import { count } from './schemas.ts'

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

export const tokenIds = optional(z.union([z.int(), z.array(z.int())]))

/** `generation_config.json` of a Hugging Face export, and `search` of a GenAI one. */
export const generationConfigSchema = z.object({
  bos_token_id: optional(z.union([z.int(), z.array(z.int())])),
  eos_token_id: tokenIds,
  temperature: optional(z.number()),
  do_sample: optional(z.boolean()),
  top_k: optional(z.int()),
  top_p: optional(z.number()),
  repetition_penalty: optional(z.number()),
  max_new_tokens: optional(count),
})
export type GenerationConfig = z.infer<typeof generationConfigSchema>

/** What they say of sampling, in our words; values that mean nothing are left out. */
export function generationSettings(config: GenerationConfig): Partial<GenerationSettings> {
  const settings: { -readonly [K in keyof GenerationSettings]?: GenerationSettings[K] } = {}
  const { do_sample, temperature, top_k, top_p, repetition_penalty, max_new_tokens } = config
  if (do_sample === false) settings.temperature = 0
  else if (temperature != null && temperature >= 0) settings.temperature = Math.min(temperature, 5)
  if (top_k != null && top_k >= 0) settings.topK = top_k
  if (top_p != null && top_p > 0 && top_p <= 1) settings.topP = top_p
  if (repetition_penalty != null && repetition_penalty > 0) {
    settings.repetitionPenalty = repetition_penalty
  }
  if (max_new_tokens != null) settings.maxNewTokens = max_new_tokens
  return settings
}

/** Several ids, one, or none. */
export function idList(ids: number | readonly number[] | null | undefined): readonly number[] {
  return ids == null ? [] : typeof ids === 'number' ? [ids] : ids
}
