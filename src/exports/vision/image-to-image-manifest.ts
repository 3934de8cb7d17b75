import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { ImageToImageManifest } from '../../protocol/picture-manifests.ts'
import { imageInWords } from '../../protocol/vitrine-heads.ts'
import { mapOf } from '../guess/map-outputs.ts'
import { headKeys } from './head-keys.ts'
import { hasOutputs } from './own-head.ts'
import { pictureBase, seePicture, tensorsInstead, type Given } from './picture-parts.ts'

const guessNote =
  'What its numbers mean and how pictures have to be prepared is a guess, because a graph does not say it. If the picture that comes out looks wrong, correct mean, deviation and resizing, and what is white in it.'
const unknownNote =
  'Which of its outputs is a picture is not known here, so this one takes and gives plain tensors.'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function imageToImageManifest(
  given: Given,
): Promise<ImageToImageManifest | TensorsManifest> {
  const { folder, author, found } = given
  const stated = found.image?.makes
  const atHand = await folder.graphAtHand(found.model)
  const own = stated && hasOutputs(atHand, imageInWords(stated)) ? stated : undefined
  const seen = await seePicture(given, 'image-to-image', own !== undefined)
  if (typeof seen === 'string') return tensorsInstead(given, 'image-to-image', [seen])
  const { guess, graph, image, preprocessing } = seen
  const under = own ?? guess?.output
  const isKnown = under !== undefined || author.image?.output !== undefined
  if (author.task === undefined && !isKnown) {
    return tensorsInstead(given, 'image-to-image', [unknownNote])
  }
  const { output: named, ...said } = author.image ?? {}
  const name = headKeys('image', graph).name(
    'output',
    named ?? under?.name ?? graph?.outputs[0]?.name,
  )
  const value = graph?.outputs.find((output) => output.name === name)
  const layout = (value && image && mapOf(value, image)?.layout) ?? preprocessing.layout
  const usual = { layout, gives: 'picture', white: 1, colours: 'RGB' } as const
  const output = { ...usual, ...under, ...said, name }
  const keys = Object.keys(imageInWords(output)).map((key) => `image.${key}`)
  const base = await pictureBase(given, seen, {
    guessNote,
    reasons: guess === undefined ? [] : [guess.family],
    notes: [],
    guessed: own === undefined ? keys : [],
  })
  return { ...base, task: 'image-to-image', output }
}
