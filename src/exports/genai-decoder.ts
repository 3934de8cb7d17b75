import * as z from 'zod/mini'
import type { GraphFacts } from '../protocol/graph.ts'
import type { DecoderNames } from '../protocol/manifest.ts'

const name = z.optional(z.string())

/** `model.decoder` of `genai_config.json`. */
export const decoderSchema = z.looseObject({
  filename: name,
  inputs: z.optional(
    z.object({
      input_ids: name,
      inputs_embeds: name,
      attention_mask: name,
      position_ids: name,
      past_sequence_length: name,
      total_sequence_length: name,
      past_key_names: name,
      past_value_names: name,
      past_names: name,
    }),
  ),
  outputs: z.optional(
    z.object({
      logits: name,
      present_key_names: name,
      present_value_names: name,
      present_names: name,
    }),
  ),
})

/**
 * GenAI leaves out what is called as usual, and also what the graph does not have; only the graph tells the two apart.
 * It is read only where the configuration leaves something out.
 */
export async function decoderNames(
  { inputs = {}, outputs = {} }: z.infer<typeof decoderSchema>,
  readGraph: () => Promise<GraphFacts>,
): Promise<DecoderNames> {
  const isWhole = inputs.input_ids !== undefined && outputs.logits !== undefined
  const graph = isWhole ? undefined : await readGraph()
  const names = [...(graph?.inputs ?? []), ...(graph?.outputs ?? [])].map((value) => value.name)
  /** Where the graph is known, it decides; else the configuration does. */
  const find = (said: string | undefined, usual: string): string | undefined => {
    if (graph === undefined) return said
    const called = said ?? usual
    return names.includes(called.replace('%d', '0')) ? called : undefined
  }
  const past = find(inputs.past_names, 'past_%d')
  const present = find(outputs.present_names, 'present_%d')
  const pastKey = find(inputs.past_key_names, 'past_key_values.%d.key')
  const pastValue = find(inputs.past_value_names, 'past_key_values.%d.value')
  const presentKey = find(outputs.present_key_names, 'present.%d.key')
  const presentValue = find(outputs.present_value_names, 'present.%d.value')
  const attentionMask = find(inputs.attention_mask, 'attention_mask')
  const positionIds = find(inputs.position_ids, 'position_ids')
  // GenAI's own name for what GroupQueryAttention calls seqlens_k.
  const sequenceLengths = find(inputs.past_sequence_length, 'seqlens_k')
  const totalLength = find(inputs.total_sequence_length, 'total_sequence_length')
  return {
    inputIds: inputs.input_ids ?? 'input_ids',
    logits: outputs.logits ?? 'logits',
    ...(attentionMask !== undefined && { attentionMask }),
    ...(positionIds !== undefined && { positionIds }),
    ...(sequenceLengths !== undefined && { sequenceLengths }),
    ...(totalLength !== undefined && { totalLength }),
    ...(pastKey !== undefined && { pastKey }),
    ...(pastValue !== undefined && { pastValue }),
    ...(presentKey !== undefined && { presentKey }),
    ...(presentValue !== undefined && { presentValue }),
    ...(past !== undefined && { past }),
    ...(present !== undefined && { present }),
  }
}
