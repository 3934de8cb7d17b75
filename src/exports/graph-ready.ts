import type { GraphFacts } from '../protocol/graph.ts'
import type { DecoderNames, ModelVariant } from '../protocol/manifest.ts'
import type { ReadableFolder } from './readable-folder.ts'

/** Whether every step of a decoder has the same shapes: lengths come as numbers, and no mask grows with the text. */
export function isGraphReady(
  { inputs }: Pick<GraphFacts, 'inputs'>,
  names: Partial<DecoderNames> = {},
): boolean {
  const takes = (name: string) => inputs.some((input) => input.name === name)
  return (
    takes(names.sequenceLengths ?? 'seqlens_k') &&
    takes(names.totalLength ?? 'total_sequence_length') &&
    !takes(names.attentionMask ?? 'attention_mask')
  )
}

/** Says of each variant whether it is graph-ready, as far as that can be known without a download. */
export function withGraphReady(
  folder: ReadableFolder,
  variants: readonly ModelVariant[],
  names: Partial<DecoderNames> | undefined,
): Promise<ModelVariant[]> {
  return Promise.all(
    variants.map(async (variant) => {
      const graph = await folder.graphAtHand(variant.model)
      const isReady = graph !== undefined && isGraphReady(graph, names)
      return isReady ? { ...variant, graphReady: true } : variant
    }),
  )
}
