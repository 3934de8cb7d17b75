import type { GraphFacts } from '../../protocol/graph.ts'
import { isOpen } from './guess-detection.ts'
import type { ImageGuess } from './guess-image.ts'
import { mapOf, type MapOutput } from './map-outputs.ts'
import type { Makes } from './picture-guess.ts'
import { bytes, exact, imageNet, unsigned } from './usual-preprocessing.ts'

/** What makes a picture out of a picture: larger, in another style, or how far away things are. */
export function guessImageToImage(graph: GraphFacts, image: ImageGuess): Makes | undefined {
  const [output, ...more] = graph.outputs
  const map = output && mapOf(output, image)
  // What is smaller than this is no picture.
  if ([image.size.width, image.size.height].some((side) => side !== undefined && side < 8)) {
    return undefined
  }
  if (map === undefined || more.length > 0 || !map.type.startsWith('float')) return undefined
  const isFlat = output?.dims.length === 3
  const guess = depth(map, image, isFlat) ?? picture(map, graph, image)
  return guess && { task: 'image-to-image', ...guess }
}

type Guess = Omit<Makes, 'task'>

/** @param isFlat one map without an axis for it, as MiDaS and its kin give it */
function depth(
  { name, layout, maps, scale }: MapOutput,
  image: ImageGuess,
  isFlat: boolean,
): Guess | undefined {
  const isMap = isFlat && scale === 1 && !/seg|mask|matte|alpha/i.test(name)
  if (maps !== 1 || !(isMap || /depth|disp/i.test(name))) return undefined
  return {
    output: { name, layout, gives: 'depth', white: 1, colours: 'RGB' },
    family: 'one number for each place: how far away it is',
    usual: { ...imageNet, ...exact, ...(isOpen(image.size) && { width: 384, height: 384 }) },
  }
}

function picture(
  { name, layout, maps, scale }: MapOutput,
  { operators }: GraphFacts,
  image: ImageGuess,
): Guess | undefined {
  const { channels } = image.preprocessing
  const isLarger = scale === undefined ? maps === 3 : scale >= 1
  if (maps !== channels || !isLarger || (maps === 1 && scale === 1)) return undefined
  const has = (wanted: string) => operators.some((one) => one.name === wanted)
  // As fast style transfer is taught, and nearly nothing else.
  const isByte = has('InstanceNormalization') && !has('Tanh')
  return {
    output: { name, layout, gives: 'picture', white: isByte ? 255 : 1, colours: 'RGB' },
    family:
      scale === undefined
        ? 'a picture, whose size the graph leaves open'
        : scale === 1
          ? 'a picture of the same size'
          : `a picture ${Number(scale.toFixed(2))} times as large`,
    usual: {
      ...(isByte ? bytes : unsigned),
      ...ofItsShape,
      ...(isOpen(image.size) && { width: 256, height: 256 }),
    },
  }
}

/** What is added to fill up the frame is cut away again in the end. */
const ofItsShape = { resize: { mode: 'fit', anchor: 'top-left', pad: 0 } } as const
