import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { labelsOf } from '../class-labels.ts'
import { classesOf } from '../guess/guess-image.ts'
import { pictureBase, seePicture, tensorsInstead, type Given } from './picture-parts.ts'

const guessNote =
  'How pictures have to be prepared is a guess, because a graph does not say it. If the predictions look wrong, correct mean, deviation and resizing.'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function imageClassificationManifest(
  given: Given,
): Promise<ImageClassificationManifest | TensorsManifest> {
  const { folder, author, found } = given
  const seen = await seePicture(given, 'image-classification', true)
  if (typeof seen === 'string') return tensorsInstead(given, 'image-classification', [seen])
  const { image, graph } = seen
  const classes = found.image?.classes ?? (graph && classesOf(graph))
  const names = await labelsOf(folder, author, {
    model: found.model,
    labels: found.image?.labels,
    classes,
  })
  const scores = author.scores ?? found.image?.scores
  const threshold = author.threshold ?? found.image?.threshold
  const base = await pictureBase(given, seen, {
    guessNote,
    reasons: [
      ...(scores === 'sigmoid' ? ['each class holds or not by itself (sigmoid)'] : []),
      ...names.reasons,
    ],
    notes: names.notes,
    guessed: names.guessed,
  })
  const isAlone = found.image === undefined
  return {
    ...base,
    task: 'image-classification',
    labels: names.labels,
    output:
      author.output ?? found.image?.output ?? (isAlone ? image?.output : undefined) ?? 'logits',
    ...(scores !== undefined && { scores }),
    ...(threshold !== undefined && { threshold }),
  }
}
