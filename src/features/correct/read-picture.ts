import type { AuthorPreprocessing, VitrineJson } from '../../protocol/vitrine-json.ts'
import type { ImageDraft } from './image-draft.ts'
import { linesOf } from './lines-of.ts'
import type { Need } from './read-draft.ts'
import {
  fraction,
  numberIn,
  numberPerChannel,
  numbersOf,
  wholeNumber,
  withoutGaps,
} from './read-numbers.ts'

/** How a picture becomes a tensor. */
export function readPicture(image: ImageDraft, need: Need): Pick<VitrineJson, 'preprocessing'> {
  const channels: 1 | 3 = image.channels === '1' ? 1 : 3
  const pixels = 'It must be a whole number of pixels, 1 or more.'
  const perChannel = channels === 1 ? 'It must be one number' : 'It must be one number or three'
  const preprocessing = {
    width: need('width', wholeNumber(image.width, 1), pixels),
    height: need('height', wholeNumber(image.height, 1), pixels),
    ...readRule(image, need),
    filter: image.filter,
    channels,
    colours: channels === 3 ? image.colours : undefined,
    layout: image.layout,
    rescale: need('rescale', fraction(image.rescale), 'It must be a number, such as 1/255.'),
    mean: need('mean', numberPerChannel(image.mean, channels), `${perChannel}.`),
    std: need(
      'std',
      numberPerChannel(image.std, channels, (value) => value > 0),
      `${perChannel}, above 0.`,
    ),
    background: need(
      'background',
      colourOf(image.background),
      'It must be red, green and blue, each from 0 to 255.',
    ),
  }
  return { preprocessing: withoutGaps(preprocessing) }
}

/** Only the numbers that the rule has. */
function readRule(image: ImageDraft, need: Need): AuthorPreprocessing {
  const { resize, anchor } = image
  const pixels = 'It must be a whole number of pixels, 1 or more.'
  const shorterSide = () => need('shorterSide', wholeNumber(image.shorterSide, 1), pixels)
  switch (resize) {
    case 'exact':
      return { resize }
    case 'shorter-side':
      return withoutGaps({ resize, shorterSide: shorterSide() })
    case 'fit': {
      const grey = wholeNumber(image.pad, 0, 255)
      const pad = need('pad', grey, 'It must be a whole number from 0 to 255.')
      return withoutGaps({ resize, anchor, pad })
    }
    case 'within': {
      const side = shorterSide()
      const most = wholeNumber(image.longerSide, side ?? 1)
      const problem = 'It must be a whole number of pixels, not less than the shorter side.'
      const longerSide = need('longerSide', most, problem)
      return withoutGaps({ resize, shorterSide: side, longerSide })
    }
    default:
      return resize satisfies never
  }
}

/** What the numbers of a classifier mean. */
export function readScores({ output, scores, threshold }: ImageDraft, need: Need): VitrineJson {
  if (scores === 'softmax') return { output, scores }
  const read = need('threshold', numberIn(threshold, 0, 1), 'It must be a number from 0 to 1.')
  return { output, scores, ...(read !== undefined && { threshold: read }) }
}

export function readLabels({ labels }: ImageDraft): Pick<VitrineJson, 'labels'> {
  return { labels: linesOf(labels) }
}

function colourOf(raw: string): readonly [number, number, number] | undefined {
  const [red, green, blue, ...more] = numbersOf(raw) ?? []
  if (red === undefined || green === undefined || blue === undefined) return undefined
  const isByte = (value: number) => Number.isInteger(value) && value >= 0 && value <= 255
  const isColour = more.length === 0 && [red, green, blue].every(isByte)
  return isColour ? [red, green, blue] : undefined
}
