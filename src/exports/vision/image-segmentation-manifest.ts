import type { GraphFacts } from '../../protocol/graph.ts'
import type { TensorsManifest } from '../../protocol/manifest.ts'
import type {
  ImageSegmentationManifest,
  SegmentationHead,
} from '../../protocol/picture-manifests.ts'
import { segmentationInWords } from '../../protocol/vitrine-heads.ts'
import { labelsOf, type KnownClasses } from '../class-labels.ts'
import { isFixed } from '../guess/guess-image.ts'
import { counted, yoloClasses } from './head-classes.ts'
import { invalid } from './invalid.ts'
import { said } from './object-detection-manifest.ts'
import { hasOutputs } from './own-head.ts'
import { pictureBase, seePicture, tensorsInstead, type Given } from './picture-parts.ts'
import { segmentationHead } from './segmentation-head.ts'

const guessNote =
  'What its numbers mean and how pictures have to be prepared is a guess, because a graph does not say it. If the parts look wrong, correct mean, deviation and resizing, and what its output holds.'
const unknownNote =
  'How its parts are written down is not known here, so this one takes and gives plain tensors.'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function imageSegmentationManifest(
  given: Given,
): Promise<ImageSegmentationManifest | TensorsManifest> {
  const { folder, author, found } = given
  const stated = found.image?.segmentation
  const atHand = await folder.graphAtHand(found.model)
  const own = stated && hasOutputs(atHand, segmentationInWords(stated)) ? stated : undefined
  const wanted = author.segmentation?.head
  const isWhole = own !== undefined && (wanted === undefined || wanted === own.kind)
  const seen = await seePicture(given, 'image-segmentation', isWhole)
  if (typeof seen === 'string') return tensorsInstead(given, 'image-segmentation', [seen])
  const { guess, graph, image, preprocessing } = seen
  const head = segmentationHead(author.segmentation, own ?? guess?.head, {
    graph,
    image,
    layout: preprocessing.layout,
  })
  if (author.task === undefined && head === undefined) {
    return tensorsInstead(given, 'image-segmentation', [unknownNote])
  }
  if (head === undefined) {
    throw invalid('segmentation.head', 'it must be there, for the graph does not tell it')
  }
  const names = await labelsOf(folder, author, {
    model: found.model,
    labels: found.image?.labels,
    ...countOf(head, graph),
    usual: guess?.labels,
  })
  const base = await pictureBase(given, seen, {
    guessNote,
    reasons: [...(guess === undefined ? [] : [guess.family]), ...names.reasons],
    notes: names.notes,
    guessed: [...(own === undefined ? keysOf(head) : []), ...names.guessed],
  })
  return {
    ...base,
    task: 'image-segmentation',
    head: withBackground(head, names.labels),
    thresholds: {
      ...(head.kind === 'matte' ? { confidence: 0.5, iou: 0.45 } : { confidence: 0.25, iou: 0.7 }),
      ...(own === undefined ? guess?.thresholds : found.image?.thresholds),
      ...said(author.segmentation),
    },
    labels: names.labels,
  }
}

function keysOf(head: SegmentationHead): readonly string[] {
  return Object.keys(segmentationInWords(head)).map((key) => `segmentation.${key}`)
}

function countOf(
  head: SegmentationHead,
  graph: GraphFacts | undefined,
): Pick<KnownClasses, 'classes' | 'fits'> {
  const value = (name: string) => graph?.outputs.find((output) => output.name === name)
  switch (head.kind) {
    case 'matte':
      return { classes: 1 }
    case 'instances':
      return counted(yoloClasses(head.boxes, value(head.boxes.output)?.dims ?? []))
    case 'semantic': {
      const dims = value(head.output)?.dims ?? []
      const maps = head.layout === 'NCHW' ? dims[1] : dims[3]
      // Numbers of classes say nothing of how many there are.
      return counted(dims.length === 4 && isFixed(maps) && maps > 1 ? maps : undefined)
    }
    default:
      return head satisfies never
  }
}

/** The first class is that of "nothing in particular" where it is called so. */
function withBackground(head: SegmentationHead, [first = '']: readonly string[]): SegmentationHead {
  const isNothing = /^_*(background|unlabell?ed|void|none)_*$/i.test(first)
  return head.kind === 'semantic' && head.background === undefined && isNothing
    ? { ...head, background: 0 }
    : head
}
