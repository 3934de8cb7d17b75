import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import { quoted } from '../graph/words.ts'
import { listWords, shapeWords } from '../words.ts'
import { guessDetection } from './guess-detection.ts'
import type { ImageGuess } from './guess-image.ts'
import { guessImageToImage } from './guess-image-to-image.ts'
import { guessSegmentation } from './guess-segmentation.ts'
import type { PictureGuess } from './picture-guess.ts'
import type { TaskGuess } from './task-guess.ts'

const boxes = /box|det(ection)?s?$|anchor|landmark|kps|nms/i
const masks = /segment|mask/i
const features = /hidden|embed|feature|pooler/i

/** What a graph with one picture input is for, by what it gives. */
export function guessImageTask(graph: GraphFacts, image: ImageGuess): TaskGuess {
  const { inputs, outputs } = graph
  const takes = `${quoted(image.input.name)} is ${image.input.type} ${shapeWords(image.input.dims)}`
  if (outputs.length === 0) return { task: 'tensors', because: `${takes} and nothing comes out` }
  const because = `${takes} and ${gives(outputs)}`
  const guess = guessPicture(graph, image)
  if (guess.task === 'tensors') return { ...guess, because }
  const problem = whyNoPage(image.input, inputs)
  return problem === undefined
    ? { task: guess.task, because }
    : { task: 'tensors', recognised: guess.task, because, notes: [problem] }
}

/** The same, with how its outputs are to be read. */
export function guessPicture(graph: GraphFacts, image: ImageGuess): PictureGuess {
  const { outputs } = graph
  const [output] = outputs
  if (output === undefined) return { task: 'tensors' }
  if (outputs.some(({ name }) => features.test(name))) {
    return { task: 'tensors', recognised: 'feature-extraction' }
  }
  const guess =
    guessSegmentationFirst(graph, image) ??
    guessDetection(graph, image.size) ??
    guessImageToImage(graph, image) ??
    guessSegmentation(graph, image)
  if (guess !== undefined) return guess
  const isOf = (pattern: RegExp) => outputs.some(({ name }) => pattern.test(name))
  if (isOf(boxes) || outputs.some(({ dims }) => dims.length === 3)) {
    return { task: 'tensors', recognised: 'object-detection', notes: [strangeBoxes] }
  }
  if (isOf(masks)) return { task: 'tensors', recognised: 'image-segmentation' }
  if (!isClasses(output) || outputs.length > 1) return { task: 'tensors' }
  return { task: 'image-classification' }
}

/** Boxes with coefficients are boxes, too. */
function guessSegmentationFirst(graph: GraphFacts, image: ImageGuess) {
  const guess = guessSegmentation(graph, image)
  return guess?.head.kind === 'instances' ? guess : undefined
}

const strangeBoxes =
  'How its boxes are written down is not known here, so this one takes and gives plain tensors. If it is one of the ways that “detection” in vitrine.json knows, choose object detection and say it.'

/** One number for each class, whatever axes of length 1 there are. */
function isClasses({ dims }: GraphValue): boolean {
  if (dims.length === 2) return dims[1] !== 1
  return dims.length > 2 && dims.slice(1).filter((dim) => dim !== 1).length === 1
}

/** What `pipelines/picture-input.ts` makes of a picture. */
const types: ReadonlySet<string> = new Set(['float32', 'float16', 'uint8'])

/** Why the pages for pictures cannot feed it, as `pipelines/picture-input.ts` would say at the end of the download. */
export function whyNoPage(input: GraphValue, inputs: readonly GraphValue[]): string | undefined {
  const end = 'so this one takes and gives plain tensors.'
  if (!types.has(input.type)) {
    return `Its input takes ${input.type} numbers, and pictures go in as float32, float16 or uint8, ${end}`
  }
  const further = inputs.find((other) => other.name !== input.name && !isMask(other))
  return further && `It wants ${quoted(further.name)} besides the picture, ${end}`
}

/** DETR's, of padding that a picture alone has not: see `pipelines/picture-mask.ts`. */
function isMask({ name, type, dims }: GraphValue): boolean {
  return /mask/i.test(name) && dims.length === 3 && ['int64', 'float32', 'bool'].includes(type)
}

function gives(outputs: readonly GraphValue[]): string {
  const [output] = outputs
  return outputs.length === 1 && output !== undefined
    ? `${quoted(output.name)} is ${shapeWords(output.dims)}`
    : `it gives ${listWords(outputs.map(({ name }) => quoted(name)))}`
}
