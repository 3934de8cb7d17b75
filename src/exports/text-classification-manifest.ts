import type { TextClassificationManifest } from '../protocol/manifest.ts'
import { labelsOf } from './class-labels.ts'
import { encoderBase, labelledExamples, type EncoderParts } from './encoder-parts.ts'
import { classesOf } from './guess/guess-image.ts'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function textClassificationManifest(
  parts: EncoderParts,
): Promise<TextClassificationManifest> {
  const { folder, author, found } = parts
  const graph = await folder.graphAtHand(found.model)
  const classes = found.encoder?.classes ?? (graph && classesOf(graph))
  const names = await labelsOf(folder, author, {
    model: found.model,
    labels: found.encoder?.labels,
    classes,
  })
  const isOne = (classes ?? names.labels.length) === 1 || graph?.outputs[0]?.dims[1] === 1
  const known = author.scores ?? found.encoder?.scores ?? (isOne ? 'sigmoid' : undefined)
  const scores = known ?? 'softmax'
  const base = await encoderBase(parts, {
    reasons: [scoreWords[scores], ...names.reasons],
    notes: names.notes,
    guessed: [...names.guessed, ...(known === undefined ? ['scores'] : [])],
  })
  return {
    ...base,
    task: 'text-classification',
    labels: names.labels,
    scores,
    examples: labelledExamples(author),
  }
}

const scoreWords: Record<TextClassificationManifest['scores'], string> = {
  softmax: 'one class holds (softmax)',
  sigmoid: 'each class holds or not by itself (sigmoid)',
}
