/** Models that read a text as a whole. One that cannot be given a text gets the page of last resort. */
import { VitrineError } from '../protocol/errors.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import type { ManifestOf } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { FoundIn } from './base-manifest.ts'
import { featureManifest } from './feature-manifest.ts'
import { fillMaskManifest } from './fill-mask-manifest.ts'
import { quoted } from './graph/words.ts'
import { isFixed } from './guess/guess-image.ts'
import { tokenizerNote } from './guess/guess-text-task.ts'
import { idsOf } from './guess/token-ids.ts'
import { maskTokenOf } from './mask-token.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { tensorsManifest } from './tensors-manifest.ts'
import { textClassificationManifest } from './text-classification-manifest.ts'
import { tokenizerBeside } from './tokenizer-files.ts'

type EncoderTask = 'text-classification' | 'fill-mask' | 'feature-extraction'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function encoderManifest(
  folder: ReadableFolder,
  author: VitrineJson,
  found: FoundIn,
  task: EncoderTask,
): Promise<ManifestOf<EncoderTask> | ManifestOf<'tensors'>> {
  const missing =
    author.task === undefined ? await whyNoPage(folder, author, found, task) : undefined
  if (missing !== undefined) {
    const notes = [...(found.notes ?? []), ...missing]
    return tensorsManifest(folder, author, { ...found, task: 'tensors', recognised: task, notes })
  }
  const tokenizer = tokenizerBeside(folder, found.model)
  if (tokenizer === undefined)
    throw new VitrineError('export-incomplete', { path: 'tokenizer.json' })
  const parts = { folder, author, found, tokenizer }
  switch (task) {
    case 'text-classification':
      return textClassificationManifest(parts)
    case 'fill-mask':
      return fillMaskManifest(parts)
    case 'feature-extraction':
      return featureManifest(parts)
    default:
      return task satisfies never
  }
}

/** Whole sentences on what is in the way of a text; none where the graph takes nothing of the kind. */
async function whyNoPage(
  folder: ReadableFolder,
  author: VitrineJson,
  { model }: FoundIn,
  task: EncoderTask,
): Promise<readonly string[] | undefined> {
  const tokenizer = tokenizerBeside(folder, model)
  // The page of last resort cannot do without the graph either.
  const graph =
    tokenizer === undefined ? await folder.graph(model) : await folder.graphAtHand(model)
  const problem = graph && whyNoText(graph)
  if (problem !== undefined) return problem
  if (tokenizer === undefined) return [tokenizerNote]
  if (task !== 'fill-mask' || author.maskToken !== undefined) return undefined
  return (await maskTokenOf(folder, model, tokenizer)) === undefined ? [maskNote] : undefined
}

/** As `pipelines/text-inputs.ts` would say at the end of the download. */
function whyNoText({ inputs }: GraphFacts): readonly string[] | undefined {
  const ids = idsOf(inputs)
  if (ids === undefined) return []
  const [batch] = ids.dims
  const end = 'so this one takes and gives plain tensors.'
  if (isFixed(batch) && batch > 1) return [`It takes exactly ${batch} texts at a time, ${end}`]
  const strange = inputs.find(({ name }) => !inputNames.has(name.replace(/:\d+$/, '')))
  if (strange === undefined || inputs.length === 1) return undefined
  return [`What belongs into its input ${quoted(strange.name)} is not known here, ${end}`]
}

const inputNames: ReadonlySet<string> = new Set([
  'input_ids',
  'attention_mask',
  'input_mask',
  'token_type_ids',
  'segment_ids',
  'position_ids',
])

const maskNote =
  'Its tokenizer names no token for the word to be filled in. Say it as “maskToken” in vitrine.json to get the page for text.'
