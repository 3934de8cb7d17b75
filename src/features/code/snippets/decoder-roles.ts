import type { TextGenerationManifest } from '../../../protocol/manifest.ts'

/** What a decoder's inputs are for, by their names; those of its cache are all others. */
export function decoderRoles({
  decoder,
}: TextGenerationManifest): Readonly<Record<string, string>> {
  return {
    [decoder?.inputIds ?? 'input_ids']: 'ids',
    [decoder?.attentionMask ?? 'attention_mask']: 'mask',
    [decoder?.positionIds ?? 'position_ids']: 'positions',
    [decoder?.totalLength ?? 'total_sequence_length']: 'length',
    [decoder?.sequenceLengths ?? 'seqlens_k']: 'last',
    num_logits_to_keep: 'keep',
    use_cache_branch: 'cached',
  }
}
