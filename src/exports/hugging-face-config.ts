import * as z from 'zod/mini'
import { tokenIds } from './generation-config.ts'
import { count } from './schemas.ts'

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

const lengths = {
  max_position_embeddings: optional(count),
  n_positions: optional(count),
  n_ctx: optional(count),
  seq_length: optional(count),
  max_seq_len: optional(count),
  max_sequence_length: optional(count),
}

/** `config.json` of a Transformers model. */
export const configSchema = z.object({
  architectures: optional(z.array(z.string())),
  model_type: z.optional(z.unknown()),
  is_encoder_decoder: optional(z.boolean()),
  id2label: optional(z.record(z.string(), z.string())),
  problem_type: z.optional(z.unknown()),
  ...lengths,
  text_config: optional(z.object(lengths)),
  bos_token_id: tokenIds,
  eos_token_id: tokenIds,
  pad_token_id: tokenIds,
  decoder_start_token_id: tokenIds,
  forced_bos_token_id: tokenIds,
  bad_words_ids: optional(z.array(z.array(z.int()))),
})
export type HuggingFaceConfig = z.infer<typeof configSchema>

/** How many positions the model has, which is as many tokens as it can attend to. */
export function positionsOf(config: HuggingFaceConfig): number | undefined {
  return lengthOf(config) ?? lengthOf(config.text_config ?? {})
}

function lengthOf(config: { readonly [K in keyof typeof lengths]?: number | null | undefined }) {
  return (
    config.max_position_embeddings ??
    config.n_positions ??
    config.n_ctx ??
    config.seq_length ??
    config.max_seq_len ??
    config.max_sequence_length ??
    undefined
  )
}

/**
 * The same for models that read a text as a whole. RoBERTa and its kin count positions from behind the padding token:
 * of 514 they use 512.
 */
export function textPositionsOf(config: HuggingFaceConfig): number | undefined {
  const positions = positionsOf(config)
  const isShifted = config.pad_token_id === 1 && positions !== undefined && positions > 2
  return isShifted && Number.isInteger(Math.log2(positions - 2)) ? positions - 2 : positions
}

/** Class names in the order of their numbers. */
export function labelsIn({ id2label }: HuggingFaceConfig): readonly string[] {
  return Object.entries(id2label ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label)
}
