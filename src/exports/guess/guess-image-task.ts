import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import { listWords, shapeWords } from '../words.ts'
import type { ImageGuess } from './guess-image.ts'
import type { TaskGuess } from './task-guess.ts'
import { isFixed } from './guess-image.ts'
import { quoted } from '../graph/words.ts'

const boxes = /box|det(ection)?s?$|anchor|landmark|kps|nms/i
const masks = /segment|mask|heatmap/i
const features = /hidden|embed|feature|pooler/i

/** What a graph with one picture input is for, by what it gives. */
export function guessImageTask(graph: GraphFacts, image: ImageGuess): TaskGuess {
  const { inputs, outputs } = graph
  const takes = `${quoted(image.input.name)} is ${image.input.type} ${shapeWords(image.input.dims)}`
  const [output] = outputs
  if (output === undefined) return { task: 'tensors', because: `${takes} and nothing comes out` }
  const because = `${takes} and ${gives(outputs)}`
  if (outputs.some(({ name }) => features.test(name))) {
    return { task: 'tensors', recognised: 'feature-extraction', because }
  }
  const isOf = (pattern: RegExp) => outputs.some(({ name }) => pattern.test(name))
  if (isOf(boxes) || outputs.some(({ dims }) => dims.length === 3)) {
    return { task: 'tensors', recognised: 'object-detection', because }
  }
  if (isOf(masks) || (outputs.length === 1 && isMask(output, image))) {
    return { task: 'tensors', recognised: 'image-segmentation', because }
  }
  if (!isClasses(output) || outputs.length > 1) return { task: 'tensors', because }

  const problem = whyNoPage(image.input, inputs)
  return problem === undefined
    ? { task: 'image-classification', because }
    : { task: 'tensors', recognised: 'image-classification', because, notes: [problem] }
}

/** One number for each class, whatever axes of length 1 there are. */
function isClasses({ dims }: GraphValue): boolean {
  if (dims.length === 2) return dims[1] !== 1
  return dims.length > 2 && dims.slice(1).filter((dim) => dim !== 1).length === 1
}

/** A map over the picture, and not larger than it, as those of upscalers are. */
function isMask({ dims }: GraphValue, { preprocessing }: ImageGuess): boolean {
  if (dims.length !== 4) return false
  const sides = preprocessing.layout === 'NCHW' ? dims.slice(2) : dims.slice(1, 3)
  const [height, width] = sides
  if (!isFixed(height) || !isFixed(width)) return false
  return height > 1 && height <= preprocessing.height! && width <= preprocessing.width!
}

/** Why the picture page cannot feed it, as `pipelines/picture-input.ts` would say at the end of the download. */
function whyNoPage(input: GraphValue, inputs: readonly GraphValue[]): string | undefined {
  const end = 'so this one takes and gives plain tensors.'
  if (input.type !== 'float32') {
    return `Its input takes ${input.type} numbers, and the page for pictures gives float32, ${end}`
  }
  const further = inputs.find(({ name }) => name !== input.name)
  return further && `It wants ${quoted(further.name)} besides the picture, ${end}`
}

function gives(outputs: readonly GraphValue[]): string {
  const [output] = outputs
  return outputs.length === 1 && output !== undefined
    ? `${quoted(output.name)} is ${shapeWords(output.dims)}`
    : `it gives ${listWords(outputs.map(({ name }) => quoted(name)))}`
}
