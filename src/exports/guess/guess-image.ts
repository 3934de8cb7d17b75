import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { GraphFacts, GraphValue } from '../../protocol/graph.ts'
import type { FoundImage } from '../found.ts'

export interface ImageGuess extends FoundImage {
  /** The input that takes the picture. */
  readonly input: GraphValue
  /** Undefined where the graph leaves it open. */
  readonly size: { readonly width: number | undefined; readonly height: number | undefined }
  readonly guessed: readonly string[]
}

/** What the one picture input of a graph says: size, channels, layout. Undefined when there is no such input. */
export function guessImage(graph: GraphFacts): ImageGuess | undefined {
  const [input, ...more] = graph.inputs.filter(({ dims }) => dims.length === 4)
  if (input === undefined || more.length > 0) return undefined
  const shape = pictureShape(input)
  if (shape === undefined) return undefined
  const { layout, sides, channels } = shape
  const [height, width] = sides.map((side) => (isFixed(side) ? side : usualSide))
  const hasOutput = outputKind(graph)
  return {
    input,
    size: { width: fixed(sides[1]), height: fixed(sides[0]) },
    preprocessing: { width: width!, height: height!, layout, channels: channels ?? 3 },
    output: hasOutput,
    classes: classesOf(graph),
    guessed: [
      ...(isFixed(sides[1]) ? [] : ['preprocessing.width']),
      ...(isFixed(sides[0]) ? [] : ['preprocessing.height']),
      ...(channels === undefined ? ['preprocessing.channels', 'preprocessing.layout'] : []),
      'preprocessing.resize',
      'preprocessing.rescale',
      'preprocessing.mean',
      'preprocessing.std',
      'output',
    ],
  }
}

/** Where a graph leaves the size open: what most classifiers were trained on. */
const usualSide = 224

interface PictureShape {
  readonly layout: ImagePreprocessing['layout']
  readonly sides: readonly [height: number | string, width: number | string]
  readonly channels?: ImagePreprocessing['channels']
}

function pictureShape({ name, dims }: GraphValue): PictureShape | undefined {
  const [, a = '?', b = '?', c = '?'] = dims
  if (isChannels(a)) return { layout: 'NCHW', channels: a, sides: [b, c] }
  if (isChannels(c)) return { layout: 'NHWC', channels: c, sides: [a, b] }
  const open = !isFixed(a) && !isFixed(b) && !isFixed(c)
  return open && /image|pixel|img|pic|input|data|^x$/i.test(name)
    ? { layout: 'NCHW', sides: [b, c] }
    : undefined
}

/** The number of classes, when the first output is one number for each. */
export function classesOf({ outputs }: GraphFacts): number | undefined {
  const axes = outputs[0]?.dims.slice(1).filter((dim) => dim !== 1) ?? []
  const [classes] = axes
  return axes.length === 1 && isFixed(classes) && classes > 1 ? classes : undefined
}

/** One Softmax is the last step of a classifier; more of them are attention. */
function outputKind({ outputs, operators }: GraphFacts): 'logits' | 'probabilities' {
  if (/prob|softmax/i.test(outputs[0]?.name ?? '')) return 'probabilities'
  const count = operators
    .filter(({ name }) => /^(QLinear|Q)?Softmax$/.test(name))
    .reduce((sum, operator) => sum + operator.count, 0)
  return count === 1 ? 'probabilities' : 'logits'
}

function fixed(side: number | string): number | undefined {
  return isFixed(side) ? side : undefined
}

export function isFixed(dim: number | string | undefined): dim is number {
  return typeof dim === 'number' && dim > 0
}

function isChannels(dim: number | string): dim is 1 | 3 {
  return dim === 1 || dim === 3
}
