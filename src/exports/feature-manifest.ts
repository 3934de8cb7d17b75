import type { GraphFacts } from '../protocol/graph.ts'
import type { FeatureExtractionManifest, TextPairExample } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { encoderBase, exampleWithout, type EncoderParts } from './encoder-parts.ts'
import { readSentenceFacts } from './sentence-transformers.ts'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function featureManifest(parts: EncoderParts): Promise<FeatureExtractionManifest> {
  const { folder, author, found } = parts
  const facts = await readSentenceFacts(folder)
  const graph = await folder.graphAtHand(found.model)
  const isPooled = graph !== undefined && givesOneVector(graph)
  const known = author.pooling ?? (isPooled ? 'none' : facts.pooling)
  const pooling = known ?? 'mean'
  const isSaid = known !== undefined && known === facts.pooling && author.pooling === undefined
  const source = isSaid ? `, as ${facts.path} says` : ''
  const normalize = author.normalize ?? facts.normalize ?? false
  const base = await encoderBase(
    parts,
    {
      reasons: [
        `${poolingWords[pooling]}${source}`,
        ...(normalize ? ['vectors scaled to length 1'] : []),
      ],
      notes: pooling === 'none' || author.pooling !== undefined ? [] : facts.notes,
      guessed: known === undefined ? ['pooling'] : [],
    },
    facts.maxTokens,
  )
  return {
    ...base,
    task: 'feature-extraction',
    pooling,
    normalize,
    examples: (author.examples ?? []).map(pairExample),
  }
}

const poolingWords: Record<FeatureExtractionManifest['pooling'], string> = {
  mean: 'a text’s vector is the mean of its tokens’',
  first: 'a text’s vector is that of its first token',
  last: 'a text’s vector is that of its last token',
  none: 'the graph gives one vector for each text',
}

/** As sentence-transformers’ own exports do, beside the vectors of the tokens or in their place. */
function givesOneVector({ outputs }: GraphFacts): boolean {
  return outputs.some(({ name }) => name === 'sentence_embedding') || outputs[0]?.dims.length === 2
}

function pairExample({
  title,
  texts,
}: NonNullable<VitrineJson['examples']>[number]): TextPairExample {
  if (texts === undefined) throw exampleWithout('texts')
  return { title, texts }
}
