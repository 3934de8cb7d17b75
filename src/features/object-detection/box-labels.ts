import type { Size } from '../../core/pixels/crop-window.ts'
import type { Rectangle } from '../../core/pixels/rectangle.ts'
import { createMeasure, labelText, shortened } from './label-text.ts'
import { placeLabels, placesFor, type Labelled } from './place-labels.ts'
import type { Thing } from './things.ts'

/** On the page, in CSS pixels. */
export const labelStyle = { sizePx: 12, paddingPx: 5, heightPx: 18 } as const

/** On a picture smaller than this, names alone leave more of it to be seen; the list has the numbers. */
const narrowPx = 400

export type LabelStyle = { readonly [Key in keyof typeof labelStyle]: number }

export interface PlacedLabel {
  readonly text: string
  /** In pixels of the picture as it is shown. */
  readonly place: Rectangle
}

interface PlacedLabels {
  /** Those that found room. */
  readonly byId: ReadonlyMap<number, PlacedLabel>
  /** The label of one that is looked at, which may lie over others. */
  of(thing: Thing): PlacedLabel
}

/** @param shown the size at which the picture is drawn: on the page, in CSS pixels */
export function placeBoxLabels(
  things: readonly Thing[],
  picture: Size,
  shown: Size,
  { sizePx, paddingPx, heightPx }: LabelStyle = labelStyle,
): PlacedLabels {
  const measure = createMeasure(sizePx)
  const isNarrow = shown.width < narrowPx * (sizePx / labelStyle.sizePx)
  const most = shown.width - 2 * paddingPx
  const textOf = (thing: Thing) =>
    isNarrow ? shortened(thing.name, '', measure, most) : labelText(thing, measure, most)
  const labelled = (thing: Thing, text: string): Labelled => ({
    box: shownBox(thing, picture, shown),
    label: { width: measure(text) + 2 * paddingPx, height: heightPx },
  })
  const places = placeLabels(
    things.map((thing) => labelled(thing, textOf(thing))),
    shown,
  )
  const byId = new Map<number, PlacedLabel>()
  for (const [index, thing] of things.entries()) {
    const place = places[index]
    if (place !== undefined) byId.set(thing.id, { text: textOf(thing), place })
  }
  return {
    byId,
    of: (thing) => {
      const placed = byId.get(thing.id)
      if (placed !== undefined && !isNarrow) return placed
      const text = labelText(thing, measure, most)
      const [place = shownBox(thing, picture, shown)] = placesFor(labelled(thing, text), shown)
      return { text, place }
    },
  }
}

export function shownBox(
  { left, top, right, bottom }: Thing,
  picture: Size,
  shown: Size,
): Rectangle {
  const across = shown.width / picture.width
  const down = shown.height / picture.height
  return {
    left: left * across,
    top: top * down,
    width: (right - left) * across,
    height: (bottom - top) * down,
  }
}
