import type { Size } from '../../core/pixels/crop-window.ts'
import type { Rectangle } from '../../core/pixels/rectangle.ts'

export interface Labelled {
  readonly box: Rectangle
  /** Of the label; wider than the picture it may not be. */
  readonly label: Size
}

/**
 * Where the labels of boxes go: on a box' edge, wholly on the picture, and none over another. Who comes first chooses
 * first; for who finds no room it is undefined.
 */
export function placeLabels(
  labelled: readonly Labelled[],
  picture: Size,
): readonly (Rectangle | undefined)[] {
  const taken: Rectangle[] = []
  return labelled.map((each) => {
    const place = placesFor(each, picture).find(
      (candidate) => !taken.some((other) => overlap(candidate, other)),
    )
    if (place !== undefined) taken.push(place)
    return place
  })
}

/** Where a label may go, the best place first; never none. */
export function placesFor({ box, label }: Labelled, picture: Size): readonly Rectangle[] {
  const { width, height } = label
  const right = box.left + box.width
  const bottom = box.top + box.height
  const lefts = [box.left, right - width].map((left) => clamp(left, picture.width - width))
  // Above the box, in it, below it, at its foot.
  const tops = [box.top - height, box.top, bottom, bottom - height]
    .filter((top) => top >= 0 && top + height <= picture.height)
    .concat(clamp(box.top, picture.height - height))
  return lefts.flatMap((left) => tops.map((top) => ({ left, top, width, height })))
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most))
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  )
}
