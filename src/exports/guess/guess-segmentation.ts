import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import { namesOf } from './coco-names.ts'
import { plainName } from './detection-heads.ts'
import { isOpen } from './guess-detection.ts'
import { isFixed, type ImageGuess } from './guess-image.ts'
import { mapOf, type MapOutput } from './map-outputs.ts'
import type { Segments } from './picture-guess.ts'
import { guessRows } from './row-heads.ts'
import { exact, imageNet, letterboxed, signed, unsigned } from './usual-preprocessing.ts'

type Guess = Omit<Segments, 'task'>

const isNamedSo = (name: string) => /seg|mask|matte|alpha|pha$|parsing/i.test(name)

/** What cuts a picture into its parts, by the names and shapes of its outputs. Undefined when it is none. */
export function guessSegmentation(graph: GraphFacts, image: ImageGuess): Segments | undefined {
  const guess = guessInstances(graph, image) ?? guessMaps(graph, image)
  return guess && { task: 'image-segmentation', ...guess }
}

/** Boxes with coefficients, and as many prototypes. */
export function guessInstances(graph: GraphFacts, image: ImageGuess): Guess | undefined {
  const { outputs } = graph
  const prototypes = outputs.find(({ dims }) => dims.length === 4)
  const rows = outputs.find(({ dims }) => dims.length === 3)
  const [, coefficients] = prototypes?.dims ?? []
  if (prototypes === undefined || rows === undefined || outputs.length !== 2) return undefined
  if (!isFixed(coefficients) || coefficients < 8) return undefined
  const found = guessRows(rows, image.size, graph, coefficients)
  if (found?.head.kind !== 'yolo') return undefined
  return {
    head: {
      kind: 'instances',
      boxes: { ...found.head, coefficients },
      prototypes: prototypes.name,
    },
    family: `${found.family}, with ${coefficients} coefficients for masks`,
    usual: { ...letterboxed, ...(isOpen(image.size) && { width: 640, height: 640 }) },
    classes: found.classes,
    labels: namesOf(found.classes),
    thresholds: { confidence: 0.25, iou: 0.7 },
  }
}

function guessMaps(graph: GraphFacts, image: ImageGuess): Guess | undefined {
  const { outputs } = graph
  const maps = outputs.map((output) => mapOf(output, image)).filter((map) => map !== undefined)
  if (maps.length < outputs.length) return undefined
  const named = maps.find(({ name, maps: count }) => count === 1 && isNamedSo(name))
  const chosen = named ?? maps.find((map) => isMatte(map) || isSemantic(map, outputs))
  if (chosen === undefined) return undefined
  return isIds(chosen) || chosen.maps !== 1
    ? semantic(chosen, image)
    : matte(chosen, graph, image, outputs)
}

/** Numbers of classes, where others have scores. */
function isIds({ type, maps }: MapOutput): boolean {
  return /^u?int/.test(type) && maps === 1
}

function isMatte({ maps, scale, name }: MapOutput): boolean {
  return maps === 1 && (scale === undefined || scale <= 1) && !/depth|disp/i.test(name)
}

/** One map a class. Those of poses are called so, and those of a backbone are many and small. */
function isSemantic({ name, maps, scale }: MapOutput, outputs: readonly GraphValue[]): boolean {
  if (/heat|keypoint|kpt|pose|paf/i.test(name) || maps === 1 || maps === undefined) return false
  if (scale !== undefined && scale > 1) return false
  // Three maps of the picture's own size are a picture.
  if (maps === 3 && (scale === undefined || scale === 1) && !isNamedSo(name)) return false
  const most = isNamedSo(name) ? 1000 : 200
  const isSmall = scale !== undefined && scale < 1 / 16 && outputs.length === 1
  return maps <= most && (!isSmall || isNamedSo(name))
}

/** Pascal VOC's classes and its background, which is the first. */
const vocClasses = 21

function semantic({ name, layout, maps, type }: MapOutput, image: ImageGuess): Guess {
  const classes = /^u?int/.test(type) && maps === 1 ? undefined : maps
  return {
    head: {
      kind: 'semantic',
      output: name,
      layout,
      ...(classes === vocClasses && { background: 0 }),
    },
    family: classes === undefined ? 'a map of classes' : `one map for each of ${classes} classes`,
    usual: {
      ...(image.preprocessing.layout === 'NHWC' ? signed : imageNet),
      ...exact,
      ...(isOpen(image.size) && { width: 512, height: 512 }),
    },
    classes,
  }
}

function matte(
  { name, layout }: MapOutput,
  { operators }: GraphFacts,
  image: ImageGuess,
  outputs: readonly GraphValue[],
): Guess {
  const hasSigmoid = operators.some((one) => one.name === 'Sigmoid')
  const activation = hasSigmoid ? 'none' : 'sigmoid'
  const head = { kind: 'matte', output: name, layout, activation } as const
  if (outputs.some((output) => plainName(output).endsWith('part_heatmaps'))) {
    return {
      head,
      family: 'a map of people as BodyPix gives it, beside their parts',
      usual: {
        ...signed,
        resize: { mode: 'fit', anchor: 'centre', pad: 0 },
        // One more than a multiple of its stride.
        ...(isOpen(image.size) && { width: 513, height: 513 }),
      },
      labels: ['person'],
      thresholds: { confidence: 0.7 },
    }
  }
  const isSelfie = image.preprocessing.layout === 'NHWC' && /^segment/i.test(name)
  return {
    head,
    family: 'one map over the picture',
    usual: {
      ...(image.preprocessing.layout === 'NHWC' ? unsigned : usualMatte(name)),
      ...exact,
      ...(isOpen(image.size) && { width: 512, height: 512 }),
    },
    labels: [isSelfie ? 'person' : 'subject'],
    thresholds: { confidence: 0.5 },
  }
}

/** Those that cut out hair (MODNet and its kin) take −1 to 1; the rest ImageNet’s mean and deviation. */
function usualMatte(name: string) {
  return /matte|alpha|pha$/i.test(name) ? signed : imageNet
}
