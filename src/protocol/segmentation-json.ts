import { countLabels, type LabelMap } from '../core/masks/label-map.ts'
import { noColour, segmentColour, type Rgb } from '../core/masks/segment-colours.ts'
import type { ImageSegmentation } from './picture-tasks.ts'

/** One area of the picture. */
export interface Segment {
  /** In the label map. */
  readonly label: number
  readonly class: string
  /** As it is listed: things of one class are numbered. */
  readonly name: string
  readonly colour: Rgb
  /** How certain the model is; absent where it does not say. */
  readonly prob?: number
  /** Its share of the picture; 0 to 1. */
  readonly area: number
  readonly isBackground: boolean
}

export interface Segmented {
  readonly map: LabelMap
  /** Instances best first, classes largest first; the background last. */
  readonly segments: readonly Segment[]
}

/** @param threshold from which share on a pixel of a single mask belongs to the subject */
export function segmentsOf(result: ImageSegmentation, threshold: number): Segmented {
  const map = labelMapOf(result, threshold)
  const counts = countLabels(map)
  const total = map.width * map.height
  const found = segmentsIn(result, counts).map((segment) => ({
    ...segment,
    area: counts[segment.label]! / total,
  }))
  return {
    map,
    segments: [
      ...found.filter(({ isBackground }) => !isBackground),
      ...found.filter(({ isBackground }) => isBackground),
    ],
  }
}

/** Classes as they are; things numbered from 1, the most certain ones on top; a subject as 1. */
function labelMapOf({ mask, width, height }: ImageSegmentation, threshold: number): LabelMap {
  switch (mask.kind) {
    case 'semantic':
      return { width, height, labels: mask.pixels }
    case 'matte': {
      const least = threshold * 255
      return { width, height, labels: mask.alpha.map((share) => (share >= least ? 1 : 0)) }
    }
    case 'instances': {
      const { instances } = mask
      const labels = new (instances.length < 256 ? Uint8Array : Uint16Array)(width * height)
      for (const [index, thing] of [...instances.entries()].reverse()) {
        for (let y = 0, from = 0; y < thing.height; y++) {
          const to = (thing.top + y) * width + thing.left
          for (let x = 0; x < thing.width; x++, from++) {
            if (thing.pixels[from] === 1) labels[to + x] = index + 1
          }
        }
      }
      return { width, height, labels }
    }
    default:
      return mask satisfies never
  }
}

function segmentsIn(
  { mask, classes }: ImageSegmentation,
  counts: Uint32Array,
): Omit<Segment, 'area'>[] {
  const nothing = {
    label: 0,
    class: 'background',
    name: 'background',
    colour: noColour,
    isBackground: true,
  }
  switch (mask.kind) {
    case 'semantic':
      return [...counts.keys()]
        .filter((label) => counts[label]! > 0)
        .sort((a, b) => counts[b]! - counts[a]!)
        .map((label) => {
          const name = classes[label] ?? `class_${label}`
          const isBackground = label === mask.background
          const colour = isBackground ? noColour : segmentColour(label)
          return { label, class: name, name, colour, isBackground }
        })
    case 'matte': {
      const name = classes[0] ?? 'subject'
      const subject = { label: 1, class: name, name, colour: segmentColour(1), isBackground: false }
      return [subject, ...(counts[0]! > 0 ? [nothing] : [])]
    }
    case 'instances': {
      const seen = new Map<number, number>()
      const alone = (index: number) =>
        mask.instances.filter((thing) => thing.class === index).length === 1
      const things = mask.instances.map((thing, index) => {
        const name = classes[thing.class] ?? `class_${thing.class}`
        const place = (seen.get(thing.class) ?? 0) + 1
        seen.set(thing.class, place)
        return {
          label: index + 1,
          class: name,
          name: alone(thing.class) ? name : `${name} ${place}`,
          colour: segmentColour(index),
          prob: thing.score,
          isBackground: false,
        }
      })
      return [...things, ...(counts[0]! > 0 ? [nothing] : [])]
    }
    default:
      return mask satisfies never
  }
}

/** As the serving examples give them, with the share of the picture that each has. */
export function segmentationAnswer(segments: readonly Segment[]) {
  return {
    predictions: segments.map(({ class: name, prob, area }) => ({
      class: name,
      ...(prob !== undefined && { prob }),
      area,
    })),
  }
}
